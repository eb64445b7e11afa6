import type { Japanese } from '../catalogue';
import type { sourceStates as en } from '../en/sourceStates';

export const sourceStates: Japanese<typeof en> = {
  new: '未同期',
  queued: 'ワーカー待ち',
  running: '同期中',
  synced: '同期済み',
  failed: '失敗',
};
