/** How a source is. */
export const sourceStates = {
  new: 'Never synced',
  queued: 'Waiting for a worker',
  running: 'Being synced',
  synced: 'Synced',
  failed: 'Failed',
} as const;
