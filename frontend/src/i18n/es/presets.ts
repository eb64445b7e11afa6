import type { Spanish } from '../catalogue';
import type { presets as en } from '../en/presets';

export const presets: Spanish<typeof en> = {
  object: 'objeto',
  person: 'persona',
  animal: 'animal',
  vehicle: 'vehículo',
  furniture: 'mueble',
  food: 'comida',
  plant: 'planta',
  device: 'aparato',
  other: 'otro',
  bicycle: 'bicicleta',
  car: 'coche',
  truck: 'camión',
  trafficSign: 'señal de tráfico',
  road: 'calzada',
  pavement: 'acera',
  building: 'edificio',
  vegetation: 'vegetación',
  sky: 'cielo',
  tree: 'árbol',
  water: 'agua',
  grass: 'hierba',
  soil: 'suelo',
  rock: 'roca',
};
