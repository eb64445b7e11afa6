import type { German } from '../catalogue';
import type { common as en } from '../en/common';

export const common: German<typeof en> = {
  add: 'Hinzufügen',
  cancel: 'Abbrechen',
  copied: 'Kopiert',
  copy: 'Kopieren',
  done: 'Fertig',
  keepIt: 'Behalten',
  save: 'Speichern',
  unsavedTitle: 'Ohne Speichern verlassen?',
  unsaved: 'Was Sie hier geändert haben, ist noch nicht gespeichert und geht verloren.',
  stay: 'Hier bleiben',
  leave: 'Verlassen',
  tryAgain: 'Erneut versuchen',
  didNotWork: 'Das hat nicht geklappt',
  unknownError: 'Etwas ist schiefgegangen. Versuchen Sie es noch einmal.',
  refused: 'Der Server hat das abgelehnt ({status}).',

  name: 'Name',
  description: 'Beschreibung',
  label: 'Label',
  never: 'Nie',
  sentences: '{first} {second}',
  percent: '{value} %',

  images: { one: '{count} Bild', other: '{count} Bilder' },
  labels: { one: '{count} Label', other: '{count} Labels' },
  objects: { one: '{count} Objekt', other: '{count} Objekte' },
  projects: { one: '{count} Projekt', other: '{count} Projekte' },
};
