import type { Chinese } from '../catalogue';
import type { duplicates as en } from '../en/duplicates';

export const duplicates: Chinese<typeof en> = {
  title: '近似重复',
  hint: '看起来相似的照片：重新保存、缩放、略微变亮或裁剪的同一张。除非您删除，否则不会消失；已有标注工作的照片不会被预先勾选。',
  distance: '允许的差异',
  same: '相同',
  alike: '相似',
  search: '搜索',
  progress: '搜索进度',
  found: '找到 {count} 组，{time}',
  emptyTitle: '尚未搜索',
  empty: '搜索会查看项目的所有照片，包括之前导入的。离开页面后仍会继续。',
  noneTitle: '没有近似重复',
  none: '没有两张照片如此相似，或已处理完毕。向右移动滑块可找到更多。',
  someOf: '{shown} / {count} 张图像',
  choose: '{image} 将移除',
  goes: '移除',
  stays: '保留',
  tag: '重复',
  tagChosen: '标记“{tag}”',
  tagged: '已标记 {count} 张图像',
  deleteChosen: '删除 {n} 张…',
  deleteTitle: '删除 {count} 张图像？',
  deleteLoss: '它们将对所有人消失，无法撤销。该组保留 {kept} 张。',
  deleteLossOfWork: '其中 {count} 张有标注工作，将一并丢失：掩码、评论及其全部历史。此操作无法撤销。',
  deleteAction: '删除',
};
