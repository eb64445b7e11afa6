import type { Spanish } from '../catalogue';
import type { reviews as en } from '../en/reviews';

export const reviews: Spanish<typeof en> = {
  title: 'Revisión',
  waiting: {
    one: '{count} imagen espera una revisión',
    many: '{count} de imágenes esperan una revisión',
    other: '{count} imágenes esperan una revisión',
  },
  oldest: 'La más antigua desde {when}',
  person: 'Enviado por',
  anybody: 'Cualquiera',
  label: 'Con la etiqueta',
  anyLabel: 'Cualquier etiqueta',
  consensus: 'Consenso de varias personas',
  gone: 'Alguien que ya no está',
  agreed: 'Acuerdo {value}',
  again: 'Intento {number}',
  open: 'Revisar {image}',
  emptyTitle: 'Nada espera una revisión',
  empty:
    'Cuando los anotadores envían imágenes aparecen aquí, primero las que más esperan. «Revisar la siguiente» te da una tras otra, y a nadie más la misma.',
  noneLikeThat: 'Ninguna imagen que espera es así.',
  clearFilters: 'Mostrar todas las que esperan',

  reasons: 'Motivos para rechazar',
  reasonsHint: 'Los revisores eligen entre estos al devolver una imagen, y pueden añadir sus palabras.',
  reasonsField: 'Motivos',
  reasonsPlaceholder: 'Escribe un motivo y pulsa Intro',
  reasonsSaved: 'Motivos guardados.',
  choose: '¿Qué está mal?',
  openComments: {
    one: '{count} comentario abierto',
    many: '{count} de comentarios abiertos',
    other: '{count} comentarios abiertos',
  },
};
