import type { Japanese } from '../catalogue';
import type { display as en } from '../en/display';

export const display: Japanese<typeof en> = {
  brightness: '明るさ',
  contrast: 'コントラスト',
  resetPhoto: '写真を元のまま表示',
  outlines: 'マスクの輪郭のみ',
  solo: '選択したものだけ表示',
};
