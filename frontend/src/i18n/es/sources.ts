import type { Spanish } from '../catalogue';
import type { sources as en } from '../en/sources';

export const sources: Spanish<typeof en> = {
  click: 'Clics',
  brush: 'Pincel',
  scribble: 'Trazo',
  box: 'Recuadro',
  polygon: 'Polígono',
  prelabel: 'Preanotación',
  propagated: 'El fotograma anterior',
  import: 'Importación',
};
