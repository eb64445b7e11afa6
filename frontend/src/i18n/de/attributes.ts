import type { German } from '../catalogue';
import type { attributes as en } from '../en/attributes';

export const attributes: German<typeof en> = {
  title: 'Attribute',
  none: 'Objekte dieses Labels werden nach nichts weiter gefragt.',
  add: 'Attribut hinzufügen',
  name: 'Name',
  nameOf: 'Name von Attribut {number}',
  type: 'Art',
  typeText: 'Text',
  typeNumber: 'Zahl',
  typeSelect: 'Auswahl',
  typeCheckbox: 'Ja oder nein',
  options: 'Auswahl',
  optionsHint: 'Eines eingeben und Enter drücken',
  default: 'Wenn nichts gewählt ist',
  noDefault: 'nichts',
  yes: 'ja',
  no: 'nein',
  required: 'Pflicht',
  requiredHint: 'Bilder werden eingereicht, wenn alle Objekte es haben',
  remove: 'Attribut {name} entfernen',
  noName: 'Geben Sie dem Attribut einen Namen.',
  longName: 'Höchstens {longest} Zeichen.',
  twice: 'Ein anderes Attribut heißt so.',
  noOptions: 'Eine Auswahl braucht wenigstens eine Möglichkeit.',
  hint: 'Was Annotierende für jedes Objekt dieses Labels neben dem Foto ausfüllen. Es wird mit dem Objekt exportiert.',
  choose: 'Wählen',
  missing: 'Vor dem Einreichen ausfüllen: {names}',
  lacking: {
    one: 'Bei {count} Objekt fehlt ein nötiges Attribut; es ist jetzt ausgewählt. Füllen Sie es aus und reichen Sie dann erneut ein.',
    other:
      'Bei {count} Objekten fehlt ein nötiges Attribut; das erste ist jetzt ausgewählt. Füllen Sie sie aus und reichen Sie dann erneut ein.',
  },
  focus: 'Attribute des ausgewählten Objekts',
};
