/** What a sync came to: {n} files each. */
export const sourceCounts = {
  added: '{n} added',
  unchanged: '{n} known',
  duplicates: '{n} in the project already',
  refused: '{n} left out',
  waiting: '{n} still being written',
  failed: '{n} could not be read',
  vanished: '{n} no longer there, images stay',
  passed: '{n} links, hidden or cold files passed over',
} as const;
