import type { Spanish } from '../catalogue';
import type { touch as en } from '../en/touch';

/** Dedos y lápices en el lienzo. */
export const touch: Spanish<typeof en> = {
  longPress: 'Pulsación larga',
  twoFingers: 'Dos dedos',
  background: 'Herramienta de clic: marcar el fondo',
  moveAndZoom: 'Mover la imagen, ampliar',
};
