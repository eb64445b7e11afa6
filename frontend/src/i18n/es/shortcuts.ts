import type { Spanish } from '../catalogue';
import type { shortcuts as en } from '../en/shortcuts';

export const shortcuts: Spanish<typeof en> = {
  title: 'Teclado y ratón',
  clicking: 'Clics',
  objects: 'Objetos',
  view: 'Vista',
  images: 'Imágenes',

  startObject: 'Empezar un objeto o refinar el seleccionado',
  background: 'Fondo: no es parte de ningún objeto',
  selectUnder: 'Seleccionar el objeto bajo el puntero',
  finish: 'Terminar: el siguiente clic empieza un objeto nuevo',

  activeLabel: 'Etiqueta activa; cambia la del objeto seleccionado',
  deleteSelected: 'Eliminar el objeto seleccionado',
  nextObject: 'Objeto siguiente (con el foco en el lienzo)',
  previousObject: 'Objeto anterior',
  hideSelected: 'Ocultar o mostrar el objeto seleccionado',
  lockSelected: 'Bloquear o desbloquear el objeto seleccionado',

  zoom: 'Acercar al puntero',
  move: 'Mover la imagen',
  lessOpacity: 'Máscaras más transparentes',
  moreOpacity: 'Máscaras más opacas',
  toggleMasks: 'Ocultar o mostrar todas las máscaras',
  switchFocus: 'Mover el foco entre lienzo y panel',
  sheet: 'Esta hoja',

  leftClick: 'Clic izquierdo',
  rightClick: 'Clic derecho',
  click: 'clic',
  drag: 'arrastrar',
  dragAlone: 'Arrastrar',
  wheel: 'Rueda',
  middleButton: 'Botón central',
  hold: 'Mantener {key}',
  ctrl: 'Ctrl',
  shift: 'Mayús',
  alt: 'Alt',
  enter: 'Intro',
  escape: 'Esc',
  delete: 'Supr',
  backspace: 'Retroceso',
  tab: 'Tab',
  space: 'Espacio',
};
