import type { Japanese } from '../catalogue';
import type { jobStates as en } from '../en/jobStates';

export const jobStates: Japanese<typeof en> = {
  queued: 'ワーカーを待っています',
  running: '実行中',
  done: '完了',
  failed: '失敗',
  cancelled: 'キャンセル済み',
};
