import type { Japanese } from '../catalogue';
import type { modelStates as en } from '../en/modelStates';

export const modelStates: Japanese<typeof en> = {
  queued: '待機中',
  fetching: '取得中',
  verifying: '検証中',
  converting: '変換中',
  ready: '準備完了',
  failed: '失敗',
  cancelled: 'キャンセル済み',
};
