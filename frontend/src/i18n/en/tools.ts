/** The tools of the editor: names, what can be set of them, why one did nothing. */
export const tools = {
  rail: 'Tools',
  select: 'Select',
  click: 'Click',
  scribble: 'Scribble',
  box: 'Box around an object',
  brush: 'Brush',
  eraser: 'Eraser',
  polygon: 'Polygon',
  lasso: 'Lasso',
  bounds: 'Bounding box without a mask',
  outline: 'Edit the outline',
  split: 'Split along a line',

  // What can be set
  options: 'Tool options',
  size: 'Size',
  sizeValue: '{size} px',
  sizeSpoken: { one: '{count} pixel', other: '{count} pixels' },
  addOrTakeAway: 'Add or take away',
  add: 'Add',
  takeAway: 'Take away',
  drawnOver: 'What lines are drawn over',
  overObject: 'Object',
  overBackground: 'Background',

  // Why nothing was done
  nothingToErase: 'There is no object here to erase from. Select one with Ctrl and a click.',
  nothingSelected: 'Select the object first: Ctrl and a click, or click on it in the list.',
  tooFewCorners: 'An outline needs three corners or more. Escape gives it up.',
  dragBox: 'Drag from one corner of the object to the opposite one.',
  dragOutline: 'Drag around what you want to add.',
} as const;
