import type { WorkflowState } from '../api/types';

/** How each workflow state is called and coloured, everywhere. */
export const STATE_NAMES: Record<WorkflowState, string> = {
  new: 'New',
  prelabelled: 'Pre-labelled',
  in_progress: 'In progress',
  submitted: 'Submitted',
  accepted: 'Accepted',
  rejected: 'Rejected',
};

export const STATE_COLORS: Record<WorkflowState, string> = {
  new: 'gray',
  prelabelled: 'grape',
  in_progress: 'blue',
  submitted: 'yellow',
  accepted: 'teal',
  rejected: 'red',
};
