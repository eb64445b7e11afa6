import type { German } from '../catalogue';
import type { modelStates as en } from '../en/modelStates';

export const modelStates: German<typeof en> = {
  queued: 'Wartet',
  fetching: 'Wird geholt',
  verifying: 'Wird geprüft',
  converting: 'Wird umgewandelt',
  ready: 'Bereit',
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
};
