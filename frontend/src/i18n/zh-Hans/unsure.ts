import type { Chinese } from '../catalogue';
import type { unsure as en } from '../en/unsure';

/** 模型最没有把握的位置。 */
export const unsure: Chinese<typeof en> = {
  next: '下一个模型最没有把握的位置',
  shown: '第 {at} 处，共 {of} 处：模型在此最没有把握，对象 {object}',
  none: '没有模型拿不准的对象。只考虑由点击生成、可见且未锁定的蒙版。',
};
