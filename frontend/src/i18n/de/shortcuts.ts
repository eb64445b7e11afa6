import type { German } from '../catalogue';
import type { shortcuts as en } from '../en/shortcuts';

export const shortcuts: German<typeof en> = {
  title: 'Tastatur und Maus',
  clicking: 'Klicken',
  objects: 'Objekte',
  view: 'Ansicht',
  images: 'Bilder',

  startObject: 'Objekt beginnen oder das ausgewählte verfeinern',
  background: 'Hintergrund: gehört zu keinem Objekt',
  selectUnder: 'Objekt unter dem Zeiger auswählen',
  finish: 'Fertig: Der nächste Klick beginnt ein neues Objekt',

  activeLabel: 'Aktives Label; ändert das Label des ausgewählten Objekts',
  deleteSelected: 'Ausgewähltes Objekt löschen',
  nextObject: 'Nächstes Objekt (wenn die Arbeitsfläche den Fokus hat)',
  previousObject: 'Voriges Objekt',
  hideSelected: 'Ausgewähltes Objekt aus- oder einblenden',
  lockSelected: 'Ausgewähltes Objekt sperren oder entsperren',

  zoom: 'Zum Zeiger zoomen',
  move: 'Bild verschieben',
  lessOpacity: 'Masken durchsichtiger',
  moreOpacity: 'Masken deckender',
  toggleMasks: 'Alle Masken aus- oder einblenden',
  switchFocus: 'Fokus zwischen Arbeitsfläche und Leiste wechseln',
  sheet: 'Diese Übersicht',

  leftClick: 'Linksklick',
  rightClick: 'Rechtsklick',
  click: 'Klick',
  drag: 'ziehen',
  dragAlone: 'Ziehen',
  wheel: 'Mausrad',
  middleButton: 'Mittlere Taste',
  hold: '{key} halten',
  ctrl: 'Strg',
  shift: 'Umschalt',
  alt: 'Alt',
  enter: 'Eingabe',
  escape: 'Esc',
  delete: 'Entf',
  backspace: 'Rücktaste',
  tab: 'Tab',
  space: 'Leertaste',
};
