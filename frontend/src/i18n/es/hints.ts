import type { Spanish } from '../catalogue';
import type { hints as en } from '../en/hints';

export const hints: Spanish<typeof en> = {
  look: 'Puedes ver esta imagen, no cambiarla',
  noAccess: 'Ya no tienes acceso a esta imagen; lo que hagas aquí ahora no se conserva',
  locked: 'Bloqueado · K lo desbloquea, Intro empieza otro objeto',
  start: 'Haz clic en un objeto para empezar',
  nothingToChange: 'Ctrl y un clic selecciona el objeto que quieres cambiar',

  select: 'Haz clic en un objeto para seleccionarlo · C para la herramienta de clics',
  click: 'Haz clic para añadir: {label}',
  clickMore: 'Clic añade al objeto · clic derecho quita · Intro al terminar',
  scribble: 'Dibuja un trazo sobre algo nuevo: {label}',
  scribbleMore: 'Dibuja sobre el objeto · botón derecho sobre lo que no es parte de él · Intro al terminar',
  scribbleBackground: 'Dibuja sobre lo que no es parte de ningún objeto · botón derecho sobre el objeto',
  box: 'Arrastra un recuadro alrededor de algo nuevo: {label}',
  boxMore:
    'Arrastra un recuadro alrededor de algo nuevo: {label} · con Mayús alrededor del objeto seleccionado',
  brush: 'Pinta algo nuevo: {label}',
  brushMore: 'Pintar añade al objeto · botón derecho borra · Intro al terminar',
  eraser: 'Borra del objeto bajo el puntero',
  eraserMore: 'Borra del objeto · Intro al terminar',
  polygon: 'Haz clic en las esquinas de algo nuevo: {label} · arrastra para dibujar a mano alzada',
  polygonMore: 'Haz clic en las esquinas de lo que quieres añadir · botón derecho quita · Intro al terminar',
  polygonLess: 'Haz clic en las esquinas de lo que quieres quitar · botón derecho añade',
  outlining: 'Intro o la primera esquina cierra · Retroceso quita la última esquina · Esc abandona',
  lasso: 'Dibuja alrededor de algo nuevo: {label}',
  lassoMore: 'Dibuja alrededor de lo que quieres añadir · botón derecho quita · Intro al terminar',
  lassoLess: 'Dibuja alrededor de lo que quieres quitar · botón derecho añade',
  bounds:
    'Arrastra un recuadro delimitador alrededor de algo nuevo: {label} · agarra el seleccionado para cambiarlo',
  outline: 'Arrastra un vértice · doble clic crea uno · Alt y clic quita uno',
  split: 'Dibuja una línea que cruce el objeto: arrastra, o haz clic y pulsa Intro',
};
