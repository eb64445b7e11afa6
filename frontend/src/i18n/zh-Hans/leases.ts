import type { Chinese } from '../catalogue';
import type { leases as en } from '../en/leases';

/** 其他人正在处理的对象。 */
export const leases: Chinese<typeof en> = {
  worksOnIt: '{name} 正在处理此对象',
  takeOver: '接手',
  takeOverKey: '接手所选对象，无论谁在处理',
  nothing: '没有其他人在处理所选对象。',
  refused: '其他人正在处理此对象。请接手，或按 Enter 开始另一个对象。',
};
