import type { German } from '../catalogue';
import type { jobStates as en } from '../en/jobStates';

export const jobStates: German<typeof en> = {
  queued: 'Wartet auf einen Worker',
  running: 'Läuft',
  done: 'Fertig',
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
};
