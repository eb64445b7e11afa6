import type { Japanese } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: Japanese<typeof en> = {
  rail: 'ツール',
  click: 'クリックツール',
  select: '選択ツール',
};
