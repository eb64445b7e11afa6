import type { Chinese } from '../catalogue';
import type { shortcuts as en } from '../en/shortcuts';

export const shortcuts: Chinese<typeof en> = {
  title: '键盘和鼠标',
  clicking: '点击',
  objects: '对象',
  view: '视图',
  images: '图像',

  startObject: '开始一个对象，或细化所选对象',
  background: '背景：不属于任何对象',
  selectUnder: '选择光标下的对象',
  finish: '完成：下一次点击开始新对象',

  activeLabel: '当前标签；更改所选对象的标签',
  deleteSelected: '删除所选对象',
  nextObject: '下一个对象（画布获得焦点时）',
  previousObject: '上一个对象',
  hideSelected: '隐藏或显示所选对象',
  lockSelected: '锁定或解锁所选对象',

  zoom: '向光标缩放',
  move: '移动图像',
  lessOpacity: '掩码更透明',
  moreOpacity: '掩码更不透明',
  toggleMasks: '隐藏或显示所有掩码',
  switchFocus: '在画布和面板之间切换焦点',
  sheet: '此列表',

  leftClick: '左键点击',
  rightClick: '右键点击',
  click: '点击',
  drag: '拖动',
  dragAlone: '拖动',
  wheel: '滚轮',
  middleButton: '鼠标中键',
  hold: '按住 {key}',
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Delete',
  backspace: 'Backspace',
  tab: 'Tab',
  space: '空格',
};
