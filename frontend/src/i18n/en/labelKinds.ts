/** Kinds of labels. */
export const labelKinds = {
  thing: 'Thing',
  stuff: 'Stuff',
} as const;
