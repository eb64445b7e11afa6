/** The tools of the editor. */
export const tools = {
  rail: 'Tools',
  click: 'Click tool',
  select: 'Select tool',
} as const;
