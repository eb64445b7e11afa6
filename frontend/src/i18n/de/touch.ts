import type { German } from '../catalogue';
import type { touch as en } from '../en/touch';

/** Finger und Stifte auf der Zeichenfläche. */
export const touch: German<typeof en> = {
  longPress: 'Langes Drücken',
  twoFingers: 'Zwei Finger',
  background: 'Klick-Werkzeug: Hintergrund markieren',
  moveAndZoom: 'Bild verschieben, zoomen',
};
