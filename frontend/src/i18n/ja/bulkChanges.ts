import type { Japanese } from '../catalogue';
import type { bulkChanges as en } from '../en/bulkChanges';

export const bulkChanges: Japanese<typeof en> = {
  tag: 'タグを付ける・外す',
  metadata: 'メタデータを設定',
  flag: '脇に置く',
  unflag: 'フラグを外す',
  assign: '割り当てる',
  batch: 'バッチに入れる',
  reopen: 'アノテーションに差し戻す',
  delete: '削除',
};
