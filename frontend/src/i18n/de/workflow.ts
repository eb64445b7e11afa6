import type { German } from '../catalogue';
import type { workflow as en } from '../en/workflow';

export const workflow: German<typeof en> = {
  new: 'Neu',
  prelabelled: 'Vorannotiert',
  in_progress: 'In Arbeit',
  submitted: 'Eingereicht',
  accepted: 'Angenommen',
  rejected: 'Abgelehnt',

  ofTotal: '{state}: {count} von {total}',
};
