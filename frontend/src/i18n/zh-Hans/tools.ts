import type { Chinese } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: Chinese<typeof en> = {
  rail: '工具',
  click: '点击工具',
  select: '选择工具',
};
