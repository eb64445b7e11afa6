import type { German } from '../catalogue';
import type { sourceStates as en } from '../en/sourceStates';

export const sourceStates: German<typeof en> = {
  new: 'Nie abgeglichen',
  queued: 'Wartet auf einen Worker',
  running: 'Wird abgeglichen',
  synced: 'Abgeglichen',
  failed: 'Fehlgeschlagen',
};
