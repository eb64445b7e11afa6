/** How each state of a job is called. */
export const jobStates = {
  queued: 'Waiting for a worker',
  running: 'Running',
  done: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;
