import type { Japanese } from '../catalogue';
import type { labelKinds as en } from '../en/labelKinds';

export const labelKinds: Japanese<typeof en> = {
  thing: '個体',
  stuff: '領域',
};
