import type { Chinese } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: Chinese<typeof en> = {
  title: '命令',
  find: '命令、标签或图像',
  nothing: '没有匹配的名称',
  label: '标签：{label}',
  image: '打开图像 {image}',
  open: '按名称查找所有命令',
  nextUnfinished: '下一张未完成的图像',
  noneLeft: '没有待您处理的未完成图像',
};
