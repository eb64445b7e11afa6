import type { Spanish } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: Spanish<typeof en> = {
  title: 'Comandos',
  find: 'Un comando, una etiqueta o una imagen',
  nothing: 'Nada se llama así',
  label: 'Etiqueta: {label}',
  image: 'Abrir la imagen {image}',
  open: 'Todos los comandos por su nombre',
  nextUnfinished: 'Siguiente imagen sin terminar',
  noneLeft: 'No te queda ninguna imagen sin terminar',
};
