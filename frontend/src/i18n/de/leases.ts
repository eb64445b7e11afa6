import type { German } from '../catalogue';
import type { leases as en } from '../en/leases';

/** Objekte, an denen jemand anders arbeitet. */
export const leases: German<typeof en> = {
  worksOnIt: '{name} arbeitet an diesem Objekt',
  takeOver: 'Übernehmen',
  takeOverKey: 'Das ausgewählte Objekt übernehmen, wer auch daran arbeitet',
  nothing: 'Am Ausgewählten arbeitet niemand anders.',
  refused:
    'An diesem Objekt arbeitet jemand anders. Übernehmen Sie es, oder beginnen Sie mit Eingabe ein anderes.',
};
