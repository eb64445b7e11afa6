import type { German } from '../catalogue';
import type { bulk as en } from '../en/bulk';

export const bulk: German<typeof en> = {
  select: '{image} auswählen',
  selected: { one: '{count} Bild ausgewählt', other: '{count} Bilder ausgewählt' },
  moreSelected: { one: 'Mehr als {count} Bild ausgewählt', other: 'Mehr als {count} Bilder ausgewählt' },
  selectShown: 'Alle gezeigten auswählen',
  selectAll: { one: '{count} passendes auswählen', other: 'Alle {count} passenden auswählen' },
  selectMore: {
    one: 'Alle passenden auswählen (mehr als {count})',
    other: 'Alle passenden auswählen (mehr als {count})',
  },
  clear: 'Auswahl aufheben',
  change: 'Ändern …',
  title: 'Viele Bilder ändern',
  what: 'Was geschehen soll',
  addTags: 'Schlagwörter, die dazukommen',
  removeTags: 'Schlagwörter, die wegkommen',
  metadataName: 'Name',
  metadataValue: 'Wert',
  metadataHint: 'Bleibt er leer, wird entfernt, was unter dem Namen steht.',
  reason: 'Grund',
  would: { one: '{count} Bild würde sich ändern.', other: '{count} Bilder würden sich ändern.' },
  unchanged: { one: '{count} ist schon so.', other: '{count} sind schon so.' },
  refused_held: {
    one: '{count} bleibt außen vor: Jemand arbeitet gerade daran.',
    other: '{count} bleiben außen vor: Jemand arbeitet gerade daran.',
  },
  refused_gold: {
    one: '{count} bleibt außen vor: Es ist Gold.',
    other: '{count} bleiben außen vor: Sie sind Gold.',
  },
  refused_state: {
    one: '{count} bleibt außen vor: Es wurde nicht abgegeben.',
    other: '{count} bleiben außen vor: Sie wurden nicht abgegeben.',
  },
  refused_full: {
    one: '{count} bleibt außen vor: zu viele Schlagwörter oder Metadaten.',
    other: '{count} bleiben außen vor: zu viele Schlagwörter oder Metadaten.',
  },
  refused_since: {
    one: '{count} bleibt außen vor: Es ist weg oder wurde seither geändert.',
    other: '{count} bleiben außen vor: Sie sind weg oder wurden seither geändert.',
  },
  first: 'Die ersten: {names}',
  do: { one: '{count} Bild ändern', other: '{count} Bilder ändern' },
  confirm:
    'Sie sind dann für alle weg, mit Annotationen und Verlauf. Geben Sie {number} ein, um sie zu löschen.',
  progress: 'Fortschritt der Änderung',
  done: { one: '{count} Bild geändert.', other: '{count} Bilder geändert.' },
  undo: 'Rückgängig machen',
  undoOf: 'Rückgängig gemacht: {change}',
  close: 'Schließen',
  failed: 'Die Änderung wurde abgebrochen.',
  earlier: 'Frühere Änderungen',
};
