import type { German } from '../catalogue';
import type { protocols as en } from '../en/protocols';

export const protocols: German<typeof en> = {
  single: 'Ein Objekt, nächster Klick in den größten Fehler',
  'single-dynamite': 'Ein Objekt, gezählt wie DynaMITe',
  multi: 'Mehrere Objekte',
  'multi-best': 'Mehrere Objekte, als nächstes das mit der besten Maske',
  'multi-random': 'Mehrere Objekte, als nächstes ein zufälliges',
  'multi-worst': 'Mehrere Objekte, als nächstes das mit der schlechtesten Maske',
  'multi-max_dt': 'Mehrere Objekte, als nächstes der größte Fehler des Bildes',
  'multi-round_robin': 'Mehrere Objekte, eines nach dem anderen',
  'multi-wlb': 'Mehrere Objekte, als nächstes die schlechteste Maske, höchstens zehn Klicks je Objekt',
  'global-error': 'Mehrere Objekte, nächster Klick in den größten Fehler des Bildes',
};
