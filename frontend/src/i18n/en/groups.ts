/** The headings of the labels in the list of objects. */
export const groups = {
  group: 'Group by label',
  ungroup: 'Without groups',
  count: { one: '{count} object', other: '{count} objects' },
  hide: 'Hide all of {label}',
  show: 'Show all of {label}',
  lock: 'Lock all of {label}',
  unlock: 'Unlock all of {label}',
} as const;
