import type { German } from '../catalogue';
import type { keep as en } from '../en/keep';

export const keep: German<typeof en> = {
  leftoverRefused: 'Eine Änderung von einem früheren Besuch wurde abgelehnt',
  lampNotKept: {
    one: '{count} Änderung nur auf dieser Seite',
    other: '{count} Änderungen nur auf dieser Seite',
  },
  lampNotKeptDetail:
    'Dieser Browser konnte nicht aufbewahren, was Sie getan haben: Sein Speicher ist voll oder abgeschaltet. Lassen Sie diese Seite offen, bis die Verbindung wieder da ist; dann wird alles gesendet.',
  labelInUse: {
    one: '{count} Objekt trägt dieses Label. Was soll daraus werden?',
    other: '{count} Objekte tragen dieses Label. Was soll aus ihnen werden?',
  },
  giveOther: 'Ein anderes Label geben',
  keepWithout: 'Ohne Label behalten',
  deleteThem: { one: 'Das Objekt löschen', other: 'Die {count} Objekte löschen' },
  otherLabel: 'Anderes Label',
  deletesForAll: 'Die Masken werden in allen Bildern des Projekts gelöscht.',
  labelGoes: 'Das Label selbst lässt sich nicht zurückholen.',
};
