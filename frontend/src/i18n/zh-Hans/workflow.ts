import type { Chinese } from '../catalogue';
import type { workflow as en } from '../en/workflow';

export const workflow: Chinese<typeof en> = {
  new: '新建',
  prelabelled: '已预标注',
  in_progress: '进行中',
  submitted: '已提交',
  accepted: '已通过',
  rejected: '已退回',

  ofTotal: '{state}：{count} / {total}',
};
