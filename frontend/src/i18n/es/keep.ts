import type { Spanish } from '../catalogue';
import type { keep as en } from '../en/keep';

export const keep: Spanish<typeof en> = {
  leftoverRefused: 'Se rechazó un cambio de una visita anterior',
  lampNotKept: {
    one: '{count} cambio solo en esta página',
    many: '{count} de cambios solo en esta página',
    other: '{count} cambios solo en esta página',
  },
  lampNotKeptDetail:
    'Este navegador no pudo guardar lo que hiciste: su almacenamiento está lleno o desactivado. Deja esta página abierta hasta que vuelva la conexión; entonces se envía todo.',
  labelInUse: {
    one: '{count} objeto tiene esta etiqueta. ¿Qué hacer con él?',
    many: '{count} de objetos tienen esta etiqueta. ¿Qué hacer con ellos?',
    other: '{count} objetos tienen esta etiqueta. ¿Qué hacer con ellos?',
  },
  giveOther: 'Darles otra etiqueta',
  keepWithout: 'Conservarlos sin etiqueta',
  deleteThem: {
    one: 'Eliminar el objeto',
    many: 'Eliminar los {count} de objetos',
    other: 'Eliminar los {count} objetos',
  },
  otherLabel: 'Otra etiqueta',
  deletesForAll: 'Las máscaras se eliminan en todas las imágenes del proyecto.',
  labelGoes: 'La etiqueta en sí no se puede recuperar.',
};
