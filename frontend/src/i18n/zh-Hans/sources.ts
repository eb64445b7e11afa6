import type { Chinese } from '../catalogue';
import type { sources as en } from '../en/sources';

export const sources: Chinese<typeof en> = {
  click: '点击',
  brush: '画笔',
  scribble: '涂画',
  box: '框',
  polygon: '多边形',
  prelabel: '预标注',
  propagated: '上一帧',
  import: '导入',
};
