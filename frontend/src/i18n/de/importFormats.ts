import type { German } from '../catalogue';
import type { importFormats as en } from '../en/importFormats';

export const importFormats: German<typeof en> = {
  coco: 'COCO-Instanzen',
  'coco-panoptic': 'COCO panoptisch',
  labelmap: 'Label-Karten (PNG)',
  voc: 'Pascal VOC',
  yolo: 'YOLO-Detektion',
  'yolo-segmentation': 'YOLO-Segmentierung',
  masks: 'Einzelne Masken (PNG)',
};
