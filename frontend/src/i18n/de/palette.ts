import type { German } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: German<typeof en> = {
  title: 'Befehle',
  find: 'Ein Befehl, ein Label, ein Bild oder seine Nummer',
  nothing: 'So heißt nichts',
  label: 'Label: {label}',
  image: 'Bild {image} öffnen',
  number: 'Zu Bild {number} von {all}',
  noSuchNumber: {
    one: 'Es gibt kein Bild {number}: Die Liste hat eines',
    other: 'Es gibt kein Bild {number}: Die Liste hat {count}',
  },
  open: 'Alle Befehle nach Namen',
  nextUnfinished: 'Nächstes unfertiges Bild',
  noneLeft: 'Kein unfertiges Bild ist mehr für Sie da',
};
