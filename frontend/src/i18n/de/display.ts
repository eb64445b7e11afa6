import type { German } from '../catalogue';
import type { display as en } from '../en/display';

export const display: German<typeof en> = {
  brightness: 'Helligkeit',
  contrast: 'Kontrast',
  resetPhoto: 'Foto zeigen, wie es ist',
  outlines: 'Nur Umrisse der Masken',
  solo: 'Solo: nur Ausgewähltes zeigen',
};
