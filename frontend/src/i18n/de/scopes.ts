import type { German } from '../catalogue';
import type { scopes as en } from '../en/scopes';

export const scopes: German<typeof en> = {
  read: 'Lesen',
  annotate: 'Lesen und annotieren',
  manage: 'Alles',
  readMay: 'Sieht alles, was Sie sehen, und exportiert es. Ändert nichts.',
  annotateMay: 'Annotiert, reicht ein, prüft und kommentiert außerdem, soweit Ihre Rolle es erlaubt.',
  manageMay: 'Tut alles, was Ihre Rolle erlaubt, außer bei Konten, Teams und Tokens.',
};
