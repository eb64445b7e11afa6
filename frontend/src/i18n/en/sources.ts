/** Where a mask comes from. */
export const sources = {
  click: 'Clicks',
  brush: 'Brush',
  scribble: 'Scribble',
  box: 'Box',
  polygon: 'Polygon',
  prelabel: 'Pre-labelling',
  propagated: 'The frame before',
  import: 'Import',
} as const;
