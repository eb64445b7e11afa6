import { Badge, Progress, Stack, Text } from '@mantine/core';
import { isPending } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { useT } from '../../i18n/useT';
import { stateColor, stateText } from './modelStates';

/** The state of a model; while it is being installed, how far that is. */
export function ModelStateBadge({ model }: { model: StoredModel }) {
  const t = useT();
  if (isPending(model)) {
    return (
      <Stack gap={4} data-testid="model-progress">
        <Text size="sm">{stateText(model, t)}</Text>
        <Progress
          size="sm"
          value={100 * model.progress}
          color={stateColor(model)}
          animated
          aria-label={t('models.installing', { model: model.title })}
        />
      </Stack>
    );
  }
  return (
    <Badge variant="light" color={stateColor(model)} tt="none">
      {stateText(model, t)}
    </Badge>
  );
}
