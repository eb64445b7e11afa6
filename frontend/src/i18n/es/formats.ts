import type { Spanish } from '../catalogue';
import type { formats as en } from '../en/formats';

export const formats: Spanish<typeof en> = {
  coco: 'Instancias COCO',
  'coco-panoptic': 'COCO panóptico',
  labelmap: 'Mapas de etiquetas (PNG)',
  voc: 'Pascal VOC',
  yolo: 'YOLO detección',
  'yolo-segmentation': 'YOLO segmentación',
  masks: 'Máscaras sueltas (PNG)',
  cityscapes: 'Cityscapes',
  ade20k: 'ADE20K',
  mapillary: 'Mapillary Vistas',
  lvis: 'LVIS',
  parquet: 'Hugging Face Parquet',
  cvat: 'CVAT 1.1',
  'cvat-backup': 'Copia de una tarea de CVAT',
  labelme: 'LabelMe',
  labelstudio: 'Label Studio JSON',
  datumaro: 'Datumaro',
  supervisely: 'Supervisely',
  stipple: 'Copia de Stipple: todo',
  photos: 'Solo fotos',
  'coco+labelmap': 'COCO y mapas de etiquetas',
};
