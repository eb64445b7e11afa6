import type { Chinese } from '../catalogue';
import type { bulkChanges as en } from '../en/bulkChanges';

export const bulkChanges: Chinese<typeof en> = {
  tag: '添加或移除标签',
  metadata: '设置元数据',
  flag: '搁置',
  unflag: '清除标记',
  assign: '分配',
  batch: '放入批次',
  reopen: '退回重新标注',
  delete: '删除',
};
