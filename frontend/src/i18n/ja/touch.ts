import type { Japanese } from '../catalogue';
import type { touch as en } from '../en/touch';

/** キャンバス上の指とペン。 */
export const touch: Japanese<typeof en> = {
  longPress: '長押し',
  twoFingers: '2 本指',
  background: 'クリックツール：背景を示す',
  moveAndZoom: '画像の移動と拡大・縮小',
};
