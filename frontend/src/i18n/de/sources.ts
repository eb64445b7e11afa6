import type { German } from '../catalogue';
import type { sources as en } from '../en/sources';

export const sources: German<typeof en> = {
  click: 'Klicks',
  brush: 'Pinsel',
  scribble: 'Strich',
  box: 'Rahmen',
  polygon: 'Polygon',
  prelabel: 'Vorannotation',
  propagated: 'Voriges Einzelbild',
  import: 'Import',
};
