import type { Spanish } from '../catalogue';
import type { leases as en } from '../en/leases';

/** Objetos en los que trabaja otra persona. */
export const leases: Spanish<typeof en> = {
  worksOnIt: '{name} está trabajando en este objeto',
  takeOver: 'Tomar el relevo',
  takeOverKey: 'Tomar el relevo en el objeto seleccionado',
  nothing: 'Nadie más trabaja en lo seleccionado.',
  refused: 'Otra persona está trabajando en este objeto. Toma el relevo o pulsa Intro para empezar otro.',
};
