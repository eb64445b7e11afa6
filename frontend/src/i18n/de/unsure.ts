import type { German } from '../catalogue';
import type { unsure as en } from '../en/unsure';

/** Die Stelle, an der das Modell am unsichersten ist. */
export const unsure: German<typeof en> = {
  next: 'Nächste Stelle, an der das Modell am unsichersten ist',
  shown: '{at} von {of}: Hier ist das Modell am unsichersten, Objekt {object}',
  none: 'An keinem Objekt ist das Modell unsicher. Gefragt wird nach Masken aus Klicks, die sichtbar und nicht gesperrt sind.',
};
