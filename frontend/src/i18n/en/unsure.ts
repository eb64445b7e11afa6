/** The place where the model is least sure. */
export const unsure = {
  next: 'Next place where the model is least sure',
  shown: '{at} of {of}: the model is least sure here, object {object}',
  none: 'The model is unsure of no object. Masks made by clicks count that are shown and not locked.',
} as const;
