import type { Chinese } from '../catalogue';
import type { many as en } from '../en/many';

/** 大量对象的列表：搜索、排序、批量操作。 */
export const many: Chinese<typeof en> = {
  search: '标签、编号、来源',
  searchLabel: '搜索对象',
  clearSearch: '清除搜索',
  order: '列表顺序',
  asMade: '按创建顺序',
  worstFirst: '质量最差的在前',
  doToAll: '对这些对象批量操作',
  countListed: '列表中有 {count} 个对象',
  selectAll: '全部选择',
  hide: '隐藏',
  show: '显示',
  lock: '锁定（保留像素）',
  unlock: '解锁',
  relabel: '更改标签为',
  delete: '删除',
  empty: '空：没有像素',
  deleteEmpty: '删除 {count} 个空对象',
  emptyLeftOut: '{count} 个对象没有像素，导出时会被略去。',
  foundOf: '{all} 个中的 {found} 个',
  nothingFound: '没有符合的对象。隐藏和筛选掉的对象仍会保留。',
};
