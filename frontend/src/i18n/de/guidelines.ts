import type { German } from '../catalogue';
import type { guidelines as en } from '../en/guidelines';

export const guidelines: German<typeof en> = {
  title: 'Richtlinien',
  hint: 'Was man beim Annotieren wissen muss: was als was zählt, wo Ränder liegen. Markdown; im Editor eine Taste entfernt.',
  none: 'Für dieses Projekt hat noch niemand Richtlinien geschrieben.',
  write: 'Schreiben',
};
