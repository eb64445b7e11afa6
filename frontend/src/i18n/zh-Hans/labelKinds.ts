import type { Chinese } from '../catalogue';
import type { labelKinds as en } from '../en/labelKinds';

export const labelKinds: Chinese<typeof en> = {
  thing: '个体',
  stuff: '区域',
};
