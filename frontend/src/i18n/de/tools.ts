import type { German } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: German<typeof en> = {
  rail: 'Werkzeuge',
  select: 'Auswählen',
  click: 'Klick',
  scribble: 'Strich',
  box: 'Rahmen um ein Objekt',
  brush: 'Pinsel',
  eraser: 'Radierer',
  polygon: 'Polygon',
  lasso: 'Lasso',
  bounds: 'Begrenzungsrahmen ohne Maske',
  outline: 'Umriss bearbeiten',
  split: 'Entlang einer Linie teilen',

  options: 'Werkzeugoptionen',
  size: 'Größe',
  sizeValue: '{size} px',
  sizeSpoken: { one: '{count} Pixel', other: '{count} Pixel' },
  addOrTakeAway: 'Hinzufügen oder wegnehmen',
  add: 'Hinzufügen',
  takeAway: 'Wegnehmen',
  drawnOver: 'Worüber Striche gezogen werden',
  overObject: 'Objekt',
  overBackground: 'Hintergrund',

  nothingToErase: 'Hier ist kein Objekt zum Radieren. Wählen Sie eines mit Strg und einem Klick aus.',
  nothingSelected:
    'Wählen Sie zuerst das Objekt aus: Strg und ein Klick, oder klicken Sie es in der Liste an.',
  tooFewCorners: 'Ein Umriss braucht drei oder mehr Ecken. Esc bricht ihn ab.',
  dragBox: 'Ziehen Sie von einer Ecke des Objekts zur gegenüberliegenden.',
  dragOutline: 'Umfahren Sie mit gedrückter Taste, was dazukommen soll.',
};
