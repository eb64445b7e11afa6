import { Badge, Progress, Stack, Text } from '@mantine/core';
import { isPending } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { stateColor, stateText } from './modelStates';

/** The state of a model; while it is being installed, how far that is. */
export function ModelStateBadge({ model }: { model: StoredModel }) {
  if (isPending(model)) {
    return (
      <Stack gap={4} data-testid="model-progress">
        <Text size="sm">{stateText(model)}</Text>
        <Progress
          size="sm"
          value={100 * model.progress}
          color={stateColor(model)}
          animated
          aria-label={`Installing ${model.title}`}
        />
      </Stack>
    );
  }
  return (
    <Badge variant="light" color={stateColor(model)} tt="none">
      {stateText(model)}
    </Badge>
  );
}
