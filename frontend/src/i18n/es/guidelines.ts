import type { Spanish } from '../catalogue';
import type { guidelines as en } from '../en/guidelines';

export const guidelines: Spanish<typeof en> = {
  title: 'Pautas',
  hint: 'Lo que hay que saber al anotar: qué cuenta como qué, dónde van los bordes. En Markdown; el editor las muestra con una tecla.',
  none: 'Nadie ha escrito todavía pautas para este proyecto.',
  write: 'Escribirlas',
};
