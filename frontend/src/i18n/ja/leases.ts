import type { Japanese } from '../catalogue';
import type { leases as en } from '../en/leases';

/** ほかの人が作業しているオブジェクト。 */
export const leases: Japanese<typeof en> = {
  worksOnIt: '{name} さんがこのオブジェクトを作業中です',
  takeOver: '引き継ぐ',
  takeOverKey: '選択中のオブジェクトの作業を引き継ぐ',
  nothing: '選択中のものをほかに作業している人はいません。',
  refused: 'ほかの人がこのオブジェクトを作業中です。引き継ぐか、Enter で別のオブジェクトを始めてください。',
};
