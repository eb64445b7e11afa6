import type { German } from '../catalogue';
import type { formats as en } from '../en/formats';

export const formats: German<typeof en> = {
  coco: 'COCO-Instanzen',
  'coco-panoptic': 'COCO panoptisch',
  labelmap: 'Label-Karten (PNG)',
  voc: 'Pascal VOC',
  yolo: 'YOLO-Detektion',
  'yolo-segmentation': 'YOLO-Segmentierung',
  masks: 'Einzelne Masken (PNG)',
  cityscapes: 'Cityscapes',
  ade20k: 'ADE20K',
  mapillary: 'Mapillary Vistas',
  lvis: 'LVIS',
  parquet: 'Hugging Face Parquet',
  cvat: 'CVAT 1.1',
  'cvat-backup': 'CVAT-Task-Backup',
  labelme: 'LabelMe',
  labelstudio: 'Label Studio JSON',
  datumaro: 'Datumaro',
  supervisely: 'Supervisely',
  stipple: 'Stipple-Backup: alles',
  photos: 'Nur Fotos',
  'coco+labelmap': 'COCO und Label-Karten',
};
