import type { Spanish } from '../catalogue';
import type { sourceReasons as en } from '../en/sourceReasons';

export const sourceReasons: Spanish<typeof en> = {
  'wrong-key': 'La clave no se acepta. Cópiela de nuevo.',
  'no-such-bucket': 'No existe ese bucket. ¿Está bien escrito?',
  'no-permission': 'No se puede leer. Dé a la clave, o al servidor, permiso para listar y leer.',
  'wrong-region': 'El bucket está en otra región. Añádalo con la correcta.',
  'wrong-clock': 'El reloj de este servidor va mal.',
  unreachable: 'El servidor no responde. ¿Es correcta la dirección?',
  'host-not-allowed': 'Este servidor no se conecta a esa dirección; un operador puede permitirla.',
  'no-trust': 'El certificado del servidor no es de confianza.',
  'not-installed': 'A este servidor le faltan paquetes para esta nube; un operador los instala.',
  'credentials-lost': 'Las credenciales ya no se pueden leer. Introdúzcalas otra vez.',
  'no-such-folder': 'La carpeta no está, o lleva a ella un enlace. ¿Está montado el disco?',
  'folder-not-allowed': 'Un operador ya no permite esta carpeta.',
  'not-readable': 'Muchos archivos seguidos no se pudieron leer.',
  'connection-lost': 'La conexión se cortó una y otra vez. Inténtelo más tarde.',
  'disk-full': 'El disco del servidor está lleno.',
  'sync-failed': 'La sincronización falló. Iníciela de nuevo; si vuelve a fallar, avise a un operador.',
};
