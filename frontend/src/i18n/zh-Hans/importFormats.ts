import type { Chinese } from '../catalogue';
import type { importFormats as en } from '../en/importFormats';

export const importFormats: Chinese<typeof en> = {
  coco: 'COCO 实例',
  'coco-panoptic': 'COCO 全景',
  labelmap: '标签图（PNG）',
  voc: 'Pascal VOC',
  yolo: 'YOLO 检测',
  'yolo-segmentation': 'YOLO 分割',
  masks: '独立掩码（PNG）',
};
