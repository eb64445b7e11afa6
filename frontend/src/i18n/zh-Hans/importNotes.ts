import type { Chinese } from '../catalogue';
import type { importNotes as en } from '../en/importNotes';

export const importNotes: Chinese<typeof en> = {
  'box-rounded': '对齐到整像素的边框：{number}',
  'attribute-left-out': '标签未要求的属性：{number}',
  'score-left-out': '不在 0 到 1 之间的质量值：{number}',
  'too-many-tags': '标签过多的图像：{number}',
  cut: '被上方对象裁剪的对象：{number}',
};
