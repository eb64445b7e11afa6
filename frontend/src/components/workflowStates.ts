import type { WorkflowState } from '../api/types';

/** How each workflow state is coloured, everywhere; its name is `workflow.<state>` in the catalogues. */
export const STATE_COLORS: Record<WorkflowState, string> = {
  new: 'gray',
  prelabelled: 'grape',
  in_progress: 'blue',
  submitted: 'yellow',
  accepted: 'teal',
  rejected: 'red',
};
