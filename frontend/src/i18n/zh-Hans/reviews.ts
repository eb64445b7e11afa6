import type { Chinese } from '../catalogue';
import type { reviews as en } from '../en/reviews';

export const reviews: Chinese<typeof en> = {
  title: '审核',
  waiting: '{count} 张图像等待审核',
  oldest: '最早从 {when} 开始等待',
  person: '提交者',
  anybody: '任何人',
  label: '含有标签',
  anyLabel: '任何标签',
  consensus: '多人的共识',
  gone: '已离开的成员',
  agreed: '一致度 {value}',
  again: '第 {number} 次',
  open: '审核 {image}',
  emptyTitle: '没有等待审核的图像',
  empty: '标注员提交的图像会出现在这里，等待最久的在前。“审核下一张”会逐张分配给您，别人不会得到同一张。',
  noneLikeThat: '没有符合条件的图像。',
  clearFilters: '显示所有等待的图像',

  reasons: '退回的理由',
  reasonsHint: '审核员退回图像时从中选择，也可以补充自己的话。',
  reasonsField: '理由',
  reasonsPlaceholder: '输入理由后按回车键',
  reasonsSaved: '理由已保存。',
  choose: '哪里有问题？',
  openComments: '{count} 条未解决的评论',
};
