import type { German } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: German<typeof en> = {
  rail: 'Werkzeuge',
  click: 'Klick-Werkzeug',
  select: 'Auswahl-Werkzeug',
};
