import type { German } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: German<typeof en> = {
  title: 'Befehle',
  find: 'Ein Befehl, ein Label oder ein Bild',
  nothing: 'So heißt nichts',
  label: 'Label: {label}',
  image: 'Bild {image} öffnen',
  open: 'Alle Befehle nach Namen',
  nextUnfinished: 'Nächstes unfertiges Bild',
  noneLeft: 'Kein unfertiges Bild ist mehr für Sie da',
};
