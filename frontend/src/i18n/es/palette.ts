import type { Spanish } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: Spanish<typeof en> = {
  title: 'Comandos',
  find: 'Un comando, una etiqueta, una imagen o su número',
  nothing: 'Nada se llama así',
  label: 'Etiqueta: {label}',
  image: 'Abrir la imagen {image}',
  number: 'Ir a la imagen {number} de {all}',
  noSuchNumber: {
    one: 'No hay imagen {number}: la lista tiene una',
    many: 'No hay imagen {number}: la lista tiene {count}',
    other: 'No hay imagen {number}: la lista tiene {count}',
  },
  open: 'Todos los comandos por su nombre',
  nextUnfinished: 'Siguiente imagen sin terminar',
  noneLeft: 'No te queda ninguna imagen sin terminar',
};
