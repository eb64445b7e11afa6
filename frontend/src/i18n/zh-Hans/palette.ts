import type { Chinese } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: Chinese<typeof en> = {
  title: '命令',
  find: '命令、标签、图像或其序号',
  nothing: '没有匹配的名称',
  label: '标签：{label}',
  image: '打开图像 {image}',
  number: '转到第 {number} 张图像（共 {all} 张）',
  noSuchNumber: '没有第 {number} 张图像：列表共有 {count} 张',
  open: '按名称查找所有命令',
  nextUnfinished: '下一张未完成的图像',
  noneLeft: '没有待您处理的未完成图像',
};
