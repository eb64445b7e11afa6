import type { Spanish } from '../catalogue';
import type { many as en } from '../en/many';

/** La lista de muchísimos objetos: búsqueda, orden y lo que se hace con todos. */
export const many: Spanish<typeof en> = {
  search: 'Etiqueta, número, origen',
  searchLabel: 'Buscar objetos',
  clearSearch: 'Borrar la búsqueda',
  order: 'Orden de la lista',
  asMade: 'Según se crearon',
  worstFirst: 'Peor calidad primero',
  doToAll: 'Hacer con todos estos',
  countListed: {
    one: '{count} objeto en la lista',
    many: '{count} objetos en la lista',
    other: '{count} objetos en la lista',
  },
  selectAll: 'Seleccionar todos',
  hide: 'Ocultar',
  show: 'Mostrar',
  lock: 'Bloquear: conservan sus píxeles',
  unlock: 'Desbloquear',
  relabel: 'Cambiar la etiqueta a',
  delete: 'Eliminar',
  empty: 'Vacío: sin píxeles',
  deleteEmpty: {
    one: 'Eliminar {count} objeto vacío',
    many: 'Eliminar {count} objetos vacíos',
    other: 'Eliminar {count} objetos vacíos',
  },
  emptyLeftOut: {
    one: '{count} objeto no tiene píxeles: no se exporta.',
    many: '{count} objetos no tienen píxeles: no se exportan.',
    other: '{count} objetos no tienen píxeles: no se exportan.',
  },
  foundOf: '{found} de {all}',
  nothingFound: 'Ningún objeto coincide. Los objetos ocultos o filtrados se conservan igualmente.',
};
