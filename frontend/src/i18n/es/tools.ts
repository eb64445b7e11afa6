import type { Spanish } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: Spanish<typeof en> = {
  rail: 'Herramientas',
  click: 'Herramienta de clics',
  select: 'Herramienta de selección',
};
