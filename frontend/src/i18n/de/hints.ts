import type { German } from '../catalogue';
import type { hints as en } from '../en/hints';

export const hints: German<typeof en> = {
  look: 'Sie können dieses Bild ansehen, nicht ändern',
  noAccess: 'Sie haben keinen Zugriff mehr auf dieses Bild; was Sie hier jetzt tun, bleibt nicht erhalten',
  locked: 'Gesperrt · K entsperrt es, Eingabe beginnt ein anderes Objekt',
  start: 'Klicken Sie auf ein Objekt, um zu beginnen',
  nothingToChange: 'Strg und ein Klick wählt das Objekt aus, das geändert werden soll',

  select: 'Objekt anklicken, um es auszuwählen · C für das Klick-Werkzeug',
  click: 'Klicken fügt hinzu: {label}',
  clickMore: 'Klick fügt hinzu · Rechtsklick nimmt weg · Eingabe, wenn fertig',
  scribble: 'Strich über etwas Neues ziehen: {label}',
  scribbleMore:
    'Über das Objekt zeichnen · rechte Taste über das, was nicht dazugehört · Eingabe, wenn fertig',
  scribbleBackground: 'Über das zeichnen, was zu keinem Objekt gehört · rechte Taste über das Objekt',
  box: 'Rahmen um etwas Neues ziehen: {label}',
  boxMore: 'Rahmen um etwas Neues ziehen: {label} · mit Umschalt um das ausgewählte Objekt',
  brush: 'Neu malen: {label}',
  brushMore: 'Malen fügt zum Objekt hinzu · rechte Taste radiert · Eingabe, wenn fertig',
  eraser: 'Vom Objekt unter dem Zeiger radieren',
  eraserMore: 'Vom Objekt radieren · Eingabe, wenn fertig',
  polygon: 'Ecken von etwas Neuem anklicken: {label} · Ziehen zeichnet freihändig',
  polygonMore: 'Ecken um das anklicken, was dazukommt · rechte Taste nimmt weg · Eingabe, wenn fertig',
  polygonLess: 'Ecken um das anklicken, was wegkommt · rechte Taste fügt hinzu',
  outlining: 'Eingabe oder die erste Ecke schließt · Rücktaste nimmt eine Ecke zurück · Esc bricht ab',
  lasso: 'Etwas Neues umfahren: {label}',
  lassoMore: 'Umfahren, was dazukommt · rechte Taste nimmt weg · Eingabe, wenn fertig',
  lassoLess: 'Umfahren, was wegkommt · rechte Taste fügt hinzu',
  bounds: 'Begrenzungsrahmen um etwas Neues ziehen: {label} · den ausgewählten anfassen, um ihn zu ändern',
  outline: 'Eckpunkt ziehen · Doppelklick setzt einen · Alt und Klick entfernt einen',
  split: 'Linie quer durch das Objekt ziehen: ziehen, oder klicken und Eingabe',
};
