/** What can be done with many images at once, by the name of the change. */
export const bulkChanges = {
  tag: 'Add or take off tags',
  metadata: 'Set metadata',
  flag: 'Set aside',
  unflag: 'Clear the flags',
  assign: 'Assign',
  batch: 'Put into a batch',
  reopen: 'Send back to be annotated',
  delete: 'Delete',
} as const;
