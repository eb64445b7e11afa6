import type { Spanish } from '../catalogue';
import type { labelKinds as en } from '../en/labelKinds';

export const labelKinds: Spanish<typeof en> = {
  thing: 'Cosa',
  stuff: 'Materia',
};
