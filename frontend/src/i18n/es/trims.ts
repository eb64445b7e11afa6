import type { Spanish } from '../catalogue';
import type { trims as en } from '../en/trims';

/** Lo que el trabajo en un objeto ha cambiado en otros, y cómo se protegen. */
export const trims: Spanish<typeof en> = {
  trimmed: 'Cambiado por tu último trabajo',
  byYou: 'Lo causó tu último trabajo en otro objeto.',
  lost: 'perdió {pixels} px ({share})',
  gained: 'ganó {pixels} px ({share})',
  lostAndGained: 'perdió {lost} px ({share}), ganó {gained} px',
  one: '{object}: {change}',
  several: {
    one: 'También ha cambiado {count} objeto más',
    many: 'También han cambiado {count} de objetos más',
    other: 'También han cambiado {count} objetos más',
  },
  protect: 'Devolver y bloquear',
  protectKey: 'Devolver y bloquear lo que recortó el último trabajo',
  protected: {
    one: '{count} objeto está como antes y bloqueado',
    many: '{count} de objetos están como antes y bloqueados',
    other: '{count} objetos están como antes y bloqueados',
  },
  locked: {
    one: '{count} objeto está bloqueado. Donde el otro objeto está encima no se ha devuelto nada.',
    many: '{count} de objetos están bloqueados. Donde el otro objeto está encima no se ha devuelto nada.',
    other: '{count} objetos están bloqueados. Donde el otro objeto está encima no se ha devuelto nada.',
  },
  none: 'Lo último que hiciste no ha cambiado ningún otro objeto.',
};
