import type { Chinese } from '../catalogue';
import type { formats as en } from '../en/formats';

export const formats: Chinese<typeof en> = {
  coco: 'COCO 实例',
  'coco-panoptic': 'COCO 全景',
  labelmap: '标签图（PNG）',
  voc: 'Pascal VOC',
  yolo: 'YOLO 检测',
  'yolo-segmentation': 'YOLO 分割',
  masks: '独立掩码（PNG）',
  cityscapes: 'Cityscapes',
  ade20k: 'ADE20K',
  mapillary: 'Mapillary Vistas',
  lvis: 'LVIS',
  parquet: 'Hugging Face Parquet',
  cvat: 'CVAT 1.1',
  'cvat-backup': 'CVAT 任务备份',
  labelme: 'LabelMe',
  labelstudio: 'Label Studio JSON',
  datumaro: 'Datumaro',
  supervisely: 'Supervisely',
  stipple: 'Stipple 备份：全部内容',
  photos: '仅照片',
  'coco+labelmap': 'COCO 和标签图',
};
