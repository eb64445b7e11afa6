import { Alert, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { isPending } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { useT } from '../../i18n/useT';
import { detailText, stateColor, stateText } from './modelStates';

/** How far the installation is, or where it ended; what the installer reported stays readable. */
export function Installation({ model }: { model: StoredModel }) {
  const t = useT();
  if (isPending(model)) {
    return (
      <Paper withBorder p="md" data-testid="installation">
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {stateText(model, t)}
          </Text>
          <Progress
            value={100 * model.progress}
            animated
            color={stateColor(model)}
            aria-label={t('models.progress')}
          />
          <Text size="sm" c="dimmed">
            {detailText(model) || t('models.takenUpSoon')}
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
        title={t('models.installationFailed')}
        data-testid="installation"
      >
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {detailText(model) || t('models.noReason')}
        </Text>
      </Alert>
    );
  }
  if (model.state === 'cancelled') {
    return (
      <Alert color="gray" variant="light" data-testid="installation">
        {t('models.installationCancelled')}
      </Alert>
    );
  }
  return null;
}
