import { Progress, Tooltip } from '@mantine/core';
import { WORKFLOW_STATES, type WorkflowState } from '../api/types';
import { STATE_COLORS, STATE_NAMES } from './workflowStates';

/** Work done first: accepted at the left, what nobody has touched is the empty rest at the right. */
const ORDER = WORKFLOW_STATES.filter((state) => state !== 'new').reverse();

interface StateProgressProps {
  states: Partial<Record<WorkflowState, number>>;
  size?: number;
}

export function StateProgress({ states, size = 8 }: StateProgressProps) {
  const total = WORKFLOW_STATES.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  return (
    <Progress.Root size={size} radius="xl">
      {ORDER.filter((state) => (states[state] ?? 0) > 0).map((state) => (
        <Tooltip key={state} label={`${STATE_NAMES[state]}: ${states[state]} of ${total}`}>
          <Progress.Section
            value={(100 * (states[state] ?? 0)) / Math.max(1, total)}
            color={STATE_COLORS[state]}
            aria-label={`${STATE_NAMES[state]}: ${states[state]} of ${total}`}
          />
        </Tooltip>
      ))}
    </Progress.Root>
  );
}
