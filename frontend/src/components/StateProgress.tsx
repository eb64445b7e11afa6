import { Progress, Tooltip } from '@mantine/core';
import { WORKFLOW_STATES, type WorkflowState } from '../api/types';
import { useT } from '../i18n/useT';
import { STATE_COLORS } from './workflowStates';

/** Work done first: accepted at the left, what nobody has touched is the empty rest at the right. */
const ORDER = WORKFLOW_STATES.filter((state) => state !== 'new').reverse();

interface StateProgressProps {
  states: Partial<Record<WorkflowState, number>>;
  size?: number;
}

export function StateProgress({ states, size = 8 }: StateProgressProps) {
  const t = useT();
  const total = WORKFLOW_STATES.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  return (
    <Progress.Root size={size} radius="xl">
      {ORDER.filter((state) => (states[state] ?? 0) > 0).map((state) => {
        const count = states[state] ?? 0;
        const label = t('workflow.ofTotal', { state: t(`workflow.${state}`), count, total });
        return (
          <Tooltip key={state} label={label}>
            <Progress.Section
              value={(100 * count) / Math.max(1, total)}
              color={STATE_COLORS[state]}
              aria-label={label}
            />
          </Tooltip>
        );
      })}
    </Progress.Root>
  );
}
