import type { Spanish } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: Spanish<typeof en> = {
  rail: 'Herramientas',
  select: 'Seleccionar',
  click: 'Clic',
  scribble: 'Trazo',
  box: 'Recuadro alrededor de un objeto',
  brush: 'Pincel',
  eraser: 'Borrador',
  polygon: 'Polígono',
  lasso: 'Lazo',
  bounds: 'Recuadro delimitador sin máscara',
  outline: 'Editar el contorno',
  split: 'Dividir por una línea',

  options: 'Opciones de la herramienta',
  size: 'Tamaño',
  sizeValue: '{size} px',
  sizeSpoken: { one: '{count} píxel', many: '{count} de píxeles', other: '{count} píxeles' },
  addOrTakeAway: 'Añadir o quitar',
  add: 'Añadir',
  takeAway: 'Quitar',
  drawnOver: 'Sobre qué se dibujan los trazos',
  overObject: 'Objeto',
  overBackground: 'Fondo',

  nothingToErase: 'Aquí no hay ningún objeto que borrar. Selecciona uno con Ctrl y un clic.',
  nothingSelected: 'Selecciona primero el objeto: Ctrl y un clic, o haz clic en él en la lista.',
  tooFewCorners: 'Un contorno necesita tres esquinas o más. Esc lo abandona.',
  dragBox: 'Arrastra de una esquina del objeto a la opuesta.',
  dragOutline: 'Arrastra alrededor de lo que quieres añadir.',
};
