import type { Japanese } from '../catalogue';
import type { formats as en } from '../en/formats';

export const formats: Japanese<typeof en> = {
  coco: 'COCO インスタンス',
  'coco-panoptic': 'COCO パノプティック',
  labelmap: 'ラベルマップ（PNG）',
  voc: 'Pascal VOC',
  yolo: 'YOLO 検出',
  'yolo-segmentation': 'YOLO セグメンテーション',
  masks: '単独のマスク（PNG）',
  cityscapes: 'Cityscapes',
  ade20k: 'ADE20K',
  mapillary: 'Mapillary Vistas',
  lvis: 'LVIS',
  parquet: 'Hugging Face Parquet',
  cvat: 'CVAT 1.1',
  'cvat-backup': 'CVAT タスクのバックアップ',
  labelme: 'LabelMe',
  labelstudio: 'Label Studio JSON',
  datumaro: 'Datumaro',
  supervisely: 'Supervisely',
  stipple: 'Stipple バックアップ：すべて',
  photos: '写真のみ',
  'coco+labelmap': 'COCO とラベルマップ',
};
