/** How each state of an image’s work is called. */
export const workflow = {
  new: 'New',
  prelabelled: 'Pre-labelled',
  in_progress: 'In progress',
  submitted: 'Submitted',
  accepted: 'Accepted',
  rejected: 'Rejected',

  ofTotal: '{state}: {count} of {total}',
} as const;
