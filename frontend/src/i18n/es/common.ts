import type { Spanish } from '../catalogue';
import type { common as en } from '../en/common';

export const common: Spanish<typeof en> = {
  add: 'Añadir',
  cancel: 'Cancelar',
  copied: 'Copiado',
  copy: 'Copiar',
  done: 'Listo',
  keepIt: 'Conservar',
  save: 'Guardar',
  unsavedTitle: '¿Salir sin guardar?',
  unsaved: 'Lo que has cambiado aquí aún no está guardado y se perderá.',
  stay: 'Quedarse aquí',
  leave: 'Salir',
  tryAgain: 'Reintentar',
  didNotWork: 'No ha funcionado',
  unknownError: 'Algo ha fallado. Inténtalo de nuevo.',
  refused: 'El servidor lo ha rechazado ({status}).',

  name: 'Nombre',
  description: 'Descripción',
  label: 'Etiqueta',
  never: 'Nunca',
  sentences: '{first} {second}',
  percent: '{value} %',

  images: { one: '{count} imagen', many: '{count} de imágenes', other: '{count} imágenes' },
  labels: { one: '{count} etiqueta', many: '{count} de etiquetas', other: '{count} etiquetas' },
  objects: { one: '{count} objeto', many: '{count} de objetos', other: '{count} objetos' },
  projects: { one: '{count} proyecto', many: '{count} de proyectos', other: '{count} proyectos' },
};
