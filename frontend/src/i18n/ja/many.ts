import type { Japanese } from '../catalogue';
import type { many as en } from '../en/many';

/** 多数のオブジェクトの一覧：検索、並べ替え、一括操作。 */
export const many: Japanese<typeof en> = {
  search: 'ラベル・番号・由来',
  searchLabel: 'オブジェクトを検索',
  clearSearch: '検索をクリア',
  order: '一覧の並び順',
  asMade: '作成順',
  worstFirst: '品質の低い順',
  doToAll: 'まとめて操作',
  countListed: '一覧に{count}個のオブジェクト',
  selectAll: 'すべて選択',
  hide: '非表示にする',
  show: '表示する',
  lock: 'ロック（画素を保つ）',
  unlock: 'ロックを解除',
  relabel: 'ラベルを変更',
  delete: '削除',
  empty: '空：ピクセルなし',
  deleteEmpty: '空のオブジェクトを削除（{count}個）',
  emptyLeftOut: '{count}個のオブジェクトにピクセルがありません。書き出しには含まれません。',
  foundOf: '{all}個中{found}個',
  nothingFound: '該当するオブジェクトはありません。非表示や絞り込みで見えないオブジェクトも保存されます。',
};
