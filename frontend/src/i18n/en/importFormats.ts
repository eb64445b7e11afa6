/** The formats that can be imported, by their names in the API. */
export const importFormats = {
  coco: 'COCO instances',
  'coco-panoptic': 'COCO panoptic',
  labelmap: 'Label maps (PNG)',
  voc: 'Pascal VOC',
  yolo: 'YOLO detection',
  'yolo-segmentation': 'YOLO segmentation',
  masks: 'Plain masks (PNG)',
} as const;
