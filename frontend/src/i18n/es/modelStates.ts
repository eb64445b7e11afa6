import type { Spanish } from '../catalogue';
import type { modelStates as en } from '../en/modelStates';

export const modelStates: Spanish<typeof en> = {
  queued: 'En espera',
  fetching: 'Descargando',
  verifying: 'Verificando',
  converting: 'Convirtiendo',
  ready: 'Listo',
  failed: 'Fallido',
  cancelled: 'Cancelado',
};
