import type { Japanese } from '../catalogue';
import type { workflow as en } from '../en/workflow';

export const workflow: Japanese<typeof en> = {
  new: '未着手',
  prelabelled: 'プレラベル済み',
  in_progress: '作業中',
  submitted: '提出済み',
  accepted: '承認済み',
  rejected: '差し戻し',

  ofTotal: '{state}：{total} 枚中 {count} 枚',
};
