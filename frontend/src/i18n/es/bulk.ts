import type { Spanish } from '../catalogue';
import type { bulk as en } from '../en/bulk';

export const bulk: Spanish<typeof en> = {
  select: 'Seleccionar {image}',
  selected: {
    one: '{count} imagen seleccionada',
    many: '{count} de imágenes seleccionadas',
    other: '{count} imágenes seleccionadas',
  },
  moreSelected: {
    one: 'Más de {count} imagen seleccionada',
    many: 'Más de {count} de imágenes seleccionadas',
    other: 'Más de {count} imágenes seleccionadas',
  },
  selectShown: 'Seleccionar las mostradas',
  selectAll: {
    one: 'Seleccionar la {count} que coincide',
    many: 'Seleccionar las {count} que coinciden',
    other: 'Seleccionar las {count} que coinciden',
  },
  selectMore: {
    one: 'Seleccionar todas las que coinciden (más de {count})',
    many: 'Seleccionar todas las que coinciden (más de {count})',
    other: 'Seleccionar todas las que coinciden (más de {count})',
  },
  clear: 'Quitar la selección',
  change: 'Cambiar…',
  title: 'Cambiar muchas imágenes',
  what: 'Qué hacer',
  addTags: 'Etiquetas que poner',
  removeTags: 'Etiquetas que quitar',
  metadataName: 'Nombre',
  metadataValue: 'Valor',
  metadataHint: 'Si queda vacío, se quita lo que haya bajo ese nombre.',
  reason: 'Motivo',
  would: {
    one: 'Cambiaría {count} imagen.',
    many: 'Cambiarían {count} de imágenes.',
    other: 'Cambiarían {count} imágenes.',
  },
  unchanged: { one: '{count} ya está así.', many: '{count} ya están así.', other: '{count} ya están así.' },
  refused_held: {
    one: '{count} queda fuera: alguien trabaja en ella ahora.',
    many: '{count} quedan fuera: alguien trabaja en ellas ahora.',
    other: '{count} quedan fuera: alguien trabaja en ellas ahora.',
  },
  refused_gold: {
    one: '{count} queda fuera: es de oro.',
    many: '{count} quedan fuera: son de oro.',
    other: '{count} quedan fuera: son de oro.',
  },
  refused_state: {
    one: '{count} queda fuera: no se entregó.',
    many: '{count} quedan fuera: no se entregaron.',
    other: '{count} quedan fuera: no se entregaron.',
  },
  refused_full: {
    one: '{count} queda fuera: tiene demasiadas etiquetas o metadatos.',
    many: '{count} quedan fuera: tienen demasiadas etiquetas o metadatos.',
    other: '{count} quedan fuera: tienen demasiadas etiquetas o metadatos.',
  },
  refused_since: {
    one: '{count} queda fuera: ya no está o cambió desde entonces.',
    many: '{count} quedan fuera: ya no están o cambiaron desde entonces.',
    other: '{count} quedan fuera: ya no están o cambiaron desde entonces.',
  },
  first: 'Las primeras: {names}',
  do: {
    one: 'Cambiar {count} imagen',
    many: 'Cambiar {count} de imágenes',
    other: 'Cambiar {count} imágenes',
  },
  confirm: 'Desaparecerán para todos, con sus anotaciones e historial. Escriba {number} para eliminarlas.',
  progress: 'Progreso del cambio',
  done: {
    one: '{count} imagen cambiada.',
    many: '{count} de imágenes cambiadas.',
    other: '{count} imágenes cambiadas.',
  },
  undo: 'Deshacer',
  undoOf: 'Deshecho: {change}',
  close: 'Cerrar',
  failed: 'El cambio se detuvo.',
  earlier: 'Cambios anteriores',
};
