/** How each state of a model’s installation is called. */
export const modelStates = {
  queued: 'Waiting',
  fetching: 'Fetching',
  verifying: 'Verifying',
  converting: 'Converting',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;
