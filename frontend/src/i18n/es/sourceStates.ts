import type { Spanish } from '../catalogue';
import type { sourceStates as en } from '../en/sourceStates';

export const sourceStates: Spanish<typeof en> = {
  new: 'Nunca sincronizado',
  queued: 'A la espera de un proceso',
  running: 'Sincronizando',
  synced: 'Sincronizado',
  failed: 'Fallido',
};
