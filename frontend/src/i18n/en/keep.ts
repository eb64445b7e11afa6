/** What can be done to the selected objects: names, amounts, and why something was not done. */
export const keep = {
  leftoverRefused: 'A change from an earlier visit was refused',
  lampNotKept: { one: '{count} change only in this page', other: '{count} changes only in this page' },
  lampNotKeptDetail:
    'This browser could not keep what you did: its storage is full or switched off. Leave this page open until the connection is back; everything is sent then.',
  labelInUse: {
    one: '{count} object has this label. What should become of it?',
    other: '{count} objects have this label. What should become of them?',
  },
  giveOther: 'Give another label',
  keepWithout: 'Keep without a label',
  deleteThem: { one: 'Delete the object', other: 'Delete the {count} objects' },
  otherLabel: 'Other label',
  deletesForAll: 'Masks are deleted in every image of the project.',
  labelGoes: 'The label itself cannot be brought back.',
} as const;
