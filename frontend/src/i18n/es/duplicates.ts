import type { Spanish } from '../catalogue';
import type { duplicates as en } from '../en/duplicates';

export const duplicates: Spanish<typeof en> = {
  title: 'Casi duplicadas',
  hint: 'Fotos que se parecen: la misma guardada otra vez, escalada, algo más clara o recortada. Nada desaparece si no se borra, y las fotos con trabajo nunca vienen marcadas.',
  distance: 'Cuánto pueden diferir',
  same: 'Iguales',
  alike: 'Parecidas',
  search: 'Buscar',
  progress: 'Progreso de la búsqueda',
  found: {
    one: '{count} grupo encontrado, {time}',
    many: '{count} de grupos encontrados, {time}',
    other: '{count} grupos encontrados, {time}',
  },
  emptyTitle: 'Aún no se ha buscado',
  empty:
    'La búsqueda mira todas las fotos del proyecto, también las anteriores. Sigue aunque salga de la página.',
  noneTitle: 'No hay casi duplicadas',
  none: 'No hay dos fotos tan parecidas, o ya se resolvieron. Mueva el control a la derecha para encontrar más.',
  someOf: {
    one: '{shown} de {count} imagen',
    many: '{shown} de {count} de imágenes',
    other: '{shown} de {count} imágenes',
  },
  choose: '{image} se va',
  goes: 'Se va',
  stays: 'Se queda',
  tag: 'duplicada',
  tagChosen: 'Etiquetar «{tag}»',
  tagged: {
    one: '{count} imagen etiquetada',
    many: '{count} de imágenes etiquetadas',
    other: '{count} imágenes etiquetadas',
  },
  deleteChosen: 'Borrar {n}…',
  deleteTitle: {
    one: '¿Borrar {count} imagen?',
    many: '¿Borrar {count} de imágenes?',
    other: '¿Borrar {count} imágenes?',
  },
  deleteLoss: 'Desaparecerán para todos y no se puede deshacer. Quedan {kept} del grupo.',
  deleteLossOfWork: {
    one: 'Hay trabajo en {count} de ellas, que se pierde: máscaras, comentarios y todo su historial. No se puede deshacer.',
    many: 'Hay trabajo en {count} de ellas, que se pierde: máscaras, comentarios y todo su historial. No se puede deshacer.',
    other:
      'Hay trabajo en {count} de ellas, que se pierde: máscaras, comentarios y todo su historial. No se puede deshacer.',
  },
  deleteAction: 'Borrarlas',
};
