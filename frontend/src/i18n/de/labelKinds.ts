import type { German } from '../catalogue';
import type { labelKinds as en } from '../en/labelKinds';

export const labelKinds: German<typeof en> = {
  thing: 'Einzelding',
  stuff: 'Fläche',
};
