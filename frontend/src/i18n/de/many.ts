import type { German } from '../catalogue';
import type { many as en } from '../en/many';

/** Die Liste sehr vieler Objekte: Suche, Reihenfolge, was mit allen geschieht. */
export const many: German<typeof en> = {
  search: 'Label, Nummer, Herkunft',
  searchLabel: 'Objekte suchen',
  clearSearch: 'Suche leeren',
  order: 'Reihenfolge der Liste',
  asMade: 'Wie sie entstanden',
  worstFirst: 'Schlechteste zuerst',
  doToAll: 'Mit allen diesen tun',
  countListed: { one: '{count} Objekt in der Liste', other: '{count} Objekte in der Liste' },
  selectAll: 'Alle auswählen',
  hide: 'Ausblenden',
  show: 'Einblenden',
  lock: 'Sperren: Pixel bleiben',
  unlock: 'Entsperren',
  relabel: 'Label ändern in',
  delete: 'Löschen',
  empty: 'Leer: keine Pixel',
  deleteEmpty: { one: '{count} leeres Objekt löschen', other: '{count} leere Objekte löschen' },
  emptyLeftOut: {
    one: '{count} Objekt hat keine Pixel: Exporte lassen es weg.',
    other: '{count} Objekte haben keine Pixel: Exporte lassen sie weg.',
  },
  foundOf: '{found} von {all}',
  nothingFound: 'Kein Objekt passt dazu. Ausgeblendete und gefilterte Objekte bleiben trotzdem erhalten.',
};
