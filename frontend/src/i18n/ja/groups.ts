import type { Japanese } from '../catalogue';
import type { groups as en } from '../en/groups';

/** オブジェクト一覧のラベルごとの見出し。 */
export const groups: Japanese<typeof en> = {
  group: 'ラベルでまとめる',
  ungroup: 'まとめない',
  count: '{count} 個のオブジェクト',
  hide: '{label} をすべて隠す',
  show: '{label} をすべて表示',
  lock: '{label} をすべてロック',
  unlock: '{label} のロックをすべて解除',
};
