import type { Japanese } from '../catalogue';
import type { presets as en } from '../en/presets';

export const presets: Japanese<typeof en> = {
  object: 'オブジェクト',
  person: '人',
  animal: '動物',
  vehicle: '乗り物',
  furniture: '家具',
  food: '食べ物',
  plant: '植物',
  device: '機器',
  other: 'その他',
  bicycle: '自転車',
  car: '乗用車',
  truck: 'トラック',
  trafficSign: '交通標識',
  road: '道路',
  pavement: '歩道',
  building: '建物',
  vegetation: '草木',
  sky: '空',
  tree: '木',
  water: '水',
  grass: '草',
  soil: '土',
  rock: '岩',
};
