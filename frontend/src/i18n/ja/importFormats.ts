import type { Japanese } from '../catalogue';
import type { importFormats as en } from '../en/importFormats';

export const importFormats: Japanese<typeof en> = {
  coco: 'COCO インスタンス',
  'coco-panoptic': 'COCO パノプティック',
  labelmap: 'ラベルマップ（PNG）',
  voc: 'Pascal VOC',
  yolo: 'YOLO 検出',
  'yolo-segmentation': 'YOLO セグメンテーション',
  masks: '単独のマスク（PNG）',
};
