import type { Spanish } from '../catalogue';
import type { groups as en } from '../en/groups';

/** Los títulos de las etiquetas en la lista de objetos. */
export const groups: Spanish<typeof en> = {
  group: 'Agrupar por etiqueta',
  ungroup: 'Sin grupos',
  count: { one: '{count} objeto', many: '{count} de objetos', other: '{count} objetos' },
  hide: 'Ocultar todos los de {label}',
  show: 'Mostrar todos los de {label}',
  lock: 'Bloquear todos los de {label}',
  unlock: 'Desbloquear todos los de {label}',
};
