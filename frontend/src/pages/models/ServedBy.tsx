import { Text, Tooltip } from '@mantine/core';
import type { StoredModel } from '../../api/types';
import { useT } from '../../i18n/useT';

/** How many workers answer with it now, also when it is disabled; none is worth a colour where a project waits for one. */
export function ServedBy({ model }: { model: StoredModel }) {
  const t = useT();
  if (model.state !== 'ready') {
    return (
      <Text size="sm" c="dimmed">
        –
      </Text>
    );
  }
  if (model.served_by.length === 0) {
    return (
      <Text
        size="sm"
        c={model.project_count > 0 ? 'orange' : 'dimmed'}
        fw={model.project_count > 0 ? 600 : 400}
      >
        {t('models.noWorker')}
      </Text>
    );
  }
  return (
    <Tooltip label={model.served_by.join(', ')} multiline maw={320}>
      <Text size="sm" span>
        {t('models.workers', { count: model.served_by.length })}
      </Text>
    </Tooltip>
  );
}
