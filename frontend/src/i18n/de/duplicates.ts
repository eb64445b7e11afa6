import type { German } from '../catalogue';
import type { duplicates as en } from '../en/duplicates';

export const duplicates: German<typeof en> = {
  title: 'Fast gleiche Bilder',
  hint: 'Fotos, die gleich aussehen: dasselbe neu gespeichert, verkleinert, etwas heller oder beschnitten. Nichts verschwindet, was nicht gelöscht wird, und Fotos mit Arbeit darauf sind nie schon angekreuzt.',
  distance: 'Wie verschieden sie sein dürfen',
  same: 'Gleich',
  alike: 'Ähnlich',
  search: 'Suchen',
  progress: 'Fortschritt der Suche',
  found: { one: '{count} Gruppe gefunden, {time}', other: '{count} Gruppen gefunden, {time}' },
  emptyTitle: 'Noch nicht gesucht',
  empty:
    'Die Suche sieht alle Fotos des Projekts an, auch frühere. Sie geht weiter, wenn man die Seite verlässt.',
  noneTitle: 'Keine fast gleichen Bilder',
  none: 'Keine zwei Fotos sind so ähnlich, oder sie sind inzwischen erledigt. Den Regler nach rechts ziehen, um mehr zu finden.',
  someOf: { one: '{shown} von {count} Bild', other: '{shown} von {count} Bildern' },
  choose: '{image} soll weg',
  goes: 'Geht',
  stays: 'Bleibt',
  tag: 'Duplikat',
  tagChosen: 'Mit „{tag}“ markieren',
  tagged: { one: '{count} Bild markiert', other: '{count} Bilder markiert' },
  deleteChosen: '{n} löschen…',
  deleteTitle: { one: '{count} Bild löschen?', other: '{count} Bilder löschen?' },
  deleteLoss: 'Sie sind dann für alle weg; das lässt sich nicht rückgängig machen. Es bleiben: {kept}.',
  deleteLossOfWork: {
    one: 'Auf {count} davon liegt Arbeit, die mit verloren geht: Masken, Kommentare und ihr ganzer Verlauf. Das lässt sich nicht rückgängig machen.',
    other:
      'Auf {count} davon liegt Arbeit, die mit verloren geht: Masken, Kommentare und ihr ganzer Verlauf. Das lässt sich nicht rückgängig machen.',
  },
  deleteAction: 'Löschen',
};
