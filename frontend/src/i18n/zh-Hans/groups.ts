import type { Chinese } from '../catalogue';
import type { groups as en } from '../en/groups';

/** 对象列表中各标签的标题。 */
export const groups: Chinese<typeof en> = {
  group: '按标签分组',
  ungroup: '不分组',
  count: '{count} 个对象',
  hide: '隐藏全部 {label}',
  show: '显示全部 {label}',
  lock: '锁定全部 {label}',
  unlock: '解锁全部 {label}',
};
