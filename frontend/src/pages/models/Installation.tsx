import { Alert, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { isPending } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { detailText, stateColor, stateText } from './modelStates';

/** How far the installation is, or where it ended; what the installer reported stays readable. */
export function Installation({ model }: { model: StoredModel }) {
  if (isPending(model)) {
    return (
      <Paper withBorder p="md" data-testid="installation">
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {stateText(model)}
          </Text>
          <Progress
            value={100 * model.progress}
            animated
            color={stateColor(model)}
            aria-label="Progress of the installation"
          />
          <Text size="sm" c="dimmed">
            {detailText(model) || 'A batch worker takes it up as soon as one is free.'}
          </Text>
        </Stack>
      </Paper>
    );
  }
  if (model.state === 'failed') {
    return (
      <Alert
        color="red"
        variant="light"
        icon={<IconAlertCircle size={18} />}
        title="The installation failed"
        data-testid="installation"
      >
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {detailText(model) || 'No reason was reported.'}
        </Text>
      </Alert>
    );
  }
  if (model.state === 'cancelled') {
    return (
      <Alert color="gray" variant="light" data-testid="installation">
        The installation was cancelled. “Try again” starts it afresh.
      </Alert>
    );
  }
  return null;
}
