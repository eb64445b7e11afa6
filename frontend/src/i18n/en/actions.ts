/** What can be done to the selected objects: names, amounts, and why something was not done. */
export const actions = {
  fillHoles: 'Fill holes…',
  removeSpecks: 'Remove specks…',
  grow: 'Grow…',
  shrink: 'Shrink…',
  smooth: 'Smooth…',
  splitIntoParts: 'Split into its parts',
  merge: 'Merge the selected objects',
  cut: 'Cut',
  paste: 'Paste',
  duplicate: 'Duplicate',
  delete: 'Delete',

  // The bar that asks how much
  fillHolesTitle: 'Fill holes',
  removeSpecksTitle: 'Remove specks',
  growTitle: 'Grow',
  shrinkTitle: 'Shrink',
  smoothTitle: 'Smooth',
  all: 'All',
  allButLargest: 'All but the largest',
  holesSmallerThan: 'Smaller than',
  specksSmallerThan: 'Smaller than',
  by: 'by',
  within: 'within',
  pixelsOf: '{action}: pixels',
  apply: 'Apply',

  // Why nothing was done
  nothingSelected: 'Select an object that has a mask first.',
  selectTwo: 'Select two objects or more first: Shift and click.',
  someLocked: 'One of these objects is locked. Unlock it first.',
  noHole: 'There is no such hole.',
  noSpeck: 'There is no such speck.',
  noRoom: 'There is no room to grow.',
  unchanged: 'Nothing would change.',
  nothingLeft: 'Nothing would be left of the object; delete it instead.',
  lineMustCross: 'The line has to cross the object: begin and end it outside.',
  onePart: 'This object is in one part.',
  tooManyParts: 'This object has more than {most} parts; remove its specks first.',
  tooMany: 'This would change {count} objects; at most {most} can be at once.',
  tooIntricate: 'These masks are too intricate to be changed at once; take fewer.',

  // Copies
  copied: { one: 'Copied {count} object.', other: 'Copied {count} objects.' },
  nothingCopied: 'Nothing was copied yet.',
  nothingInside: 'Nothing of what was copied lies inside this image.',
  pastedWhatFits: 'Pasted what fits.',
  cutAtEdge: {
    one: '{count} object is cut at the edge of this image.',
    other: '{count} objects are cut at the edge of this image.',
  },
  leftOut: {
    one: '{count} object lies outside this image and is left out.',
    other: '{count} objects lie outside this image and are left out.',
  },
} as const;
