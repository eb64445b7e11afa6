import type { Japanese } from '../catalogue';
import type { trims as en } from '../en/trims';

/** あるオブジェクトでの作業がほかのオブジェクトに及ぼした変化と、その防ぎ方。 */
export const trims: Japanese<typeof en> = {
  trimmed: '直前の作業で変化',
  byYou: '別のオブジェクトでの直前の作業によるものです。',
  lost: '{pixels} px 減少（{share}）',
  gained: '{pixels} px 増加（{share}）',
  lostAndGained: '{lost} px 減少（{share}）、{gained} px 増加',
  one: '{object}：{change}',
  several: 'ほかに{count}個のオブジェクトも変わりました',
  protect: '元に戻してロック',
  protectKey: '直前の作業で削られたものを元に戻してロック',
  protected: '{count}個のオブジェクトを元に戻してロックしました',
  locked: '{count}個のオブジェクトをロックしました。別のオブジェクトが上に載っている部分は戻していません。',
  none: '直前の操作で変わったほかのオブジェクトはありません。',
};
