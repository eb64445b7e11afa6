import type { Chinese } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: Chinese<typeof en> = {
  rail: '工具',
  select: '选择',
  click: '点击',
  scribble: '涂画',
  box: '围住对象的框',
  brush: '画笔',
  eraser: '橡皮擦',
  polygon: '多边形',
  lasso: '套索',
  bounds: '没有掩码的边界框',
  outline: '编辑轮廓',
  split: '沿线拆分',

  options: '工具选项',
  size: '大小',
  sizeValue: '{size} px',
  sizeSpoken: '{count} 像素',
  addOrTakeAway: '添加或去除',
  add: '添加',
  takeAway: '去除',
  drawnOver: '线条画在什么上',
  overObject: '对象',
  overBackground: '背景',

  nothingToErase: '此处没有可擦除的对象。请按住 Ctrl 并点击以选择一个。',
  nothingSelected: '请先选择对象：按住 Ctrl 并点击，或在列表中点击它。',
  tooFewCorners: '轮廓至少需要三个角。按 Esc 放弃。',
  dragBox: '请从对象的一角拖到对角。',
  dragOutline: '请拖动圈出要添加的部分。',
};
