import type { Chinese } from '../catalogue';
import type { touch as en } from '../en/touch';

/** 画布上的手指与触控笔。 */
export const touch: Chinese<typeof en> = {
  longPress: '长按',
  twoFingers: '双指',
  background: '点击工具：标记背景',
  moveAndZoom: '移动图像、缩放',
};
