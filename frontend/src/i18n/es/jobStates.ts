import type { Spanish } from '../catalogue';
import type { jobStates as en } from '../en/jobStates';

export const jobStates: Spanish<typeof en> = {
  queued: 'Esperando a un worker',
  running: 'En marcha',
  done: 'Lista',
  failed: 'Fallida',
  cancelled: 'Cancelada',
};
