import type { Chinese } from '../catalogue';
import type { display as en } from '../en/display';

export const display: Chinese<typeof en> = {
  brightness: '亮度',
  contrast: '对比度',
  resetPhoto: '按原样显示照片',
  outlines: '只显示掩膜轮廓',
  solo: '单独显示所选对象',
};
