import type { German } from '../catalogue';
import type { reviews as en } from '../en/reviews';

export const reviews: German<typeof en> = {
  title: 'Prüfung',
  waiting: { one: '{count} Bild wartet auf eine Prüfung', other: '{count} Bilder warten auf eine Prüfung' },
  oldest: 'Am längsten seit {when}',
  person: 'Eingereicht von',
  anybody: 'Irgendjemand',
  label: 'Mit dem Label',
  anyLabel: 'Jedes Label',
  consensus: 'Konsens mehrerer Personen',
  gone: 'Jemand, der nicht mehr da ist',
  agreed: 'Übereinstimmung {value}',
  again: 'Versuch {number}',
  open: '{image} prüfen',
  emptyTitle: 'Nichts wartet auf eine Prüfung',
  empty:
    'Wenn Annotatoren Bilder einreichen, erscheinen sie hier, die am längsten wartenden zuerst. „Nächstes prüfen“ gibt Ihnen eines nach dem anderen und niemandem sonst dasselbe.',
  noneLikeThat: 'Kein wartendes Bild ist so.',
  clearFilters: 'Alle wartenden zeigen',

  reasons: 'Gründe abzulehnen',
  reasonsHint: 'Prüfer wählen daraus, wenn sie ein Bild zurückgeben, und können eigene Worte hinzufügen.',
  reasonsField: 'Gründe',
  reasonsPlaceholder: 'Einen Grund schreiben und die Eingabetaste drücken',
  reasonsSaved: 'Gründe gespeichert.',
  choose: 'Was stimmt nicht?',
  openComments: { one: '{count} offener Kommentar', other: '{count} offene Kommentare' },
};
