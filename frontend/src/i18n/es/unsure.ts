import type { Spanish } from '../catalogue';
import type { unsure as en } from '../en/unsure';

/** El lugar donde el modelo está menos seguro. */
export const unsure: Spanish<typeof en> = {
  next: 'Siguiente lugar donde el modelo está menos seguro',
  shown: '{at} de {of}: aquí el modelo está menos seguro, objeto {object}',
  none: 'El modelo no duda de ningún objeto. Se tienen en cuenta las máscaras hechas con clics, visibles y sin bloquear.',
};
