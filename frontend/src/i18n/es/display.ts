import type { Spanish } from '../catalogue';
import type { display as en } from '../en/display';

export const display: Spanish<typeof en> = {
  brightness: 'Brillo',
  contrast: 'Contraste',
  resetPhoto: 'Mostrar la foto tal como es',
  outlines: 'Solo contornos de las máscaras',
  solo: 'Solo lo seleccionado',
};
