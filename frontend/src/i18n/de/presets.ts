import type { German } from '../catalogue';
import type { presets as en } from '../en/presets';

export const presets: German<typeof en> = {
  object: 'Objekt',
  person: 'Person',
  animal: 'Tier',
  vehicle: 'Fahrzeug',
  furniture: 'Möbel',
  food: 'Essen',
  plant: 'Pflanze',
  device: 'Gerät',
  other: 'Sonstiges',
  bicycle: 'Fahrrad',
  car: 'Auto',
  truck: 'Lkw',
  trafficSign: 'Verkehrszeichen',
  road: 'Straße',
  pavement: 'Gehweg',
  building: 'Gebäude',
  vegetation: 'Vegetation',
  sky: 'Himmel',
  tree: 'Baum',
  water: 'Wasser',
  grass: 'Gras',
  soil: 'Boden',
  rock: 'Fels',
};
