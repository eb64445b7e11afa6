import type { Spanish } from '../catalogue';
import type { importFormats as en } from '../en/importFormats';

export const importFormats: Spanish<typeof en> = {
  coco: 'Instancias COCO',
  'coco-panoptic': 'COCO panóptico',
  labelmap: 'Mapas de etiquetas (PNG)',
  voc: 'Pascal VOC',
  yolo: 'YOLO detección',
  'yolo-segmentation': 'YOLO segmentación',
  masks: 'Máscaras sueltas (PNG)',
};
