import type { Chinese } from '../catalogue';
import type { presets as en } from '../en/presets';

export const presets: Chinese<typeof en> = {
  object: '对象',
  person: '人',
  animal: '动物',
  vehicle: '车辆',
  furniture: '家具',
  food: '食物',
  plant: '植物',
  device: '设备',
  other: '其他',
  bicycle: '自行车',
  car: '汽车',
  truck: '卡车',
  trafficSign: '交通标志',
  road: '道路',
  pavement: '人行道',
  building: '建筑',
  vegetation: '植被',
  sky: '天空',
  tree: '树',
  water: '水',
  grass: '草地',
  soil: '土壤',
  rock: '岩石',
};
