import type { Spanish } from '../catalogue';
import type { zoom as en } from '../en/zoom';

export const zoom: Spanish<typeof en> = {
  looksHere: 'Visto de cerca: {width} × {height} px',
  looksHereDetail:
    'Has ampliado la imagen: para lo que marques ahora, el modelo mira esta parte con toda su nitidez.',
};
