import type { Chinese } from '../catalogue';
import type { trims as en } from '../en/trims';

/** 对一个对象的操作给其他对象带来的变化，以及如何保护它们。 */
export const trims: Chinese<typeof en> = {
  trimmed: '因您上一步操作而改变',
  byYou: '这是您对另一个对象的上一步操作造成的。',
  lost: '减少 {pixels} 像素（{share}）',
  gained: '增加 {pixels} 像素（{share}）',
  lostAndGained: '减少 {lost} 像素（{share}），增加 {gained} 像素',
  one: '{object}：{change}',
  several: '另有 {count} 个对象也改变了',
  protect: '恢复并锁定',
  protectKey: '恢复并锁定被上一步操作削减的对象',
  protected: '已恢复并锁定 {count} 个对象',
  locked: '已锁定 {count} 个对象。被另一个对象覆盖之处未恢复。',
  none: '您上一步操作没有改变其他对象。',
};
