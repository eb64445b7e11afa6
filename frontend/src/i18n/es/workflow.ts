import type { Spanish } from '../catalogue';
import type { workflow as en } from '../en/workflow';

export const workflow: Spanish<typeof en> = {
  new: 'Nueva',
  prelabelled: 'Preanotada',
  in_progress: 'En curso',
  submitted: 'Enviada',
  accepted: 'Aceptada',
  rejected: 'Rechazada',

  ofTotal: '{state}: {count} de {total}',
};
