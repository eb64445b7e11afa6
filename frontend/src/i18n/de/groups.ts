import type { German } from '../catalogue';
import type { groups as en } from '../en/groups';

/** Die Überschriften der Labels in der Objektliste. */
export const groups: German<typeof en> = {
  group: 'Nach Label gruppieren',
  ungroup: 'Ohne Gruppen',
  count: { one: '{count} Objekt', other: '{count} Objekte' },
  hide: 'Alle von {label} ausblenden',
  show: 'Alle von {label} einblenden',
  lock: 'Alle von {label} sperren',
  unlock: 'Alle von {label} entsperren',
};
