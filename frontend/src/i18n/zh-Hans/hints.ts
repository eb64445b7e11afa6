import type { Chinese } from '../catalogue';
import type { hints as en } from '../en/hints';

export const hints: Chinese<typeof en> = {
  look: '您可以查看此图像，但不能修改',
  noAccess: '您已无权访问此图像；现在在此所做的操作不会保留',
  locked: '已锁定 · 按 K 解锁，按 Enter 开始另一个对象',
  start: '点击一个对象以开始',
  nothingToChange: '按住 Ctrl 并点击，选择要修改的对象',

  select: '点击对象以选择 · 按 C 使用点击工具',
  click: '点击添加：{label}',
  clickMore: '点击添加到对象 · 右键点击去除 · 完成后按 Enter',
  scribble: '在新对象上画线：{label}',
  scribbleMore: '在对象上涂画 · 不属于它的部分用右键 · 完成后按 Enter',
  scribbleBackground: '在不属于任何对象的部分涂画 · 对象上用右键',
  box: '拖出框，围住新对象：{label}',
  boxMore: '拖出框，围住新对象：{label} · 按住 Shift 围住所选对象',
  brush: '绘制新对象：{label}',
  brushMore: '绘制添加到对象 · 右键擦除 · 完成后按 Enter',
  eraser: '从光标下的对象中擦除',
  eraserMore: '从对象中擦除 · 完成后按 Enter',
  polygon: '点击新对象的各个角：{label} · 拖动可徒手绘制',
  polygonMore: '点击要添加部分的各个角 · 右键去除 · 完成后按 Enter',
  polygonLess: '点击要去除部分的各个角 · 右键添加',
  outlining: '按 Enter 或点击第一个角闭合 · Backspace 退回一个角 · Esc 放弃',
  lasso: '圈出新对象：{label}',
  lassoMore: '圈出要添加的部分 · 右键去除 · 完成后按 Enter',
  lassoLess: '圈出要去除的部分 · 右键添加',
  bounds: '拖出边界框，围住新对象：{label} · 拖住所选的边界框可修改',
  outline: '拖动顶点 · 双击添加 · 按住 Alt 并点击移除',
  split: '画一条穿过对象的线：拖动，或点击后按 Enter',
};
