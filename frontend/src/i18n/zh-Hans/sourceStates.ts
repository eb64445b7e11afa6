import type { Chinese } from '../catalogue';
import type { sourceStates as en } from '../en/sourceStates';

export const sourceStates: Chinese<typeof en> = {
  new: '从未同步',
  queued: '等待工作进程',
  running: '正在同步',
  synced: '已同步',
  failed: '失败',
};
