import { Text, Tooltip } from '@mantine/core';
import type { StoredModel } from '../../api/types';
import { counted } from '../../components/counted';

/** How many workers answer with it now, also when it is disabled; none is worth a colour where a project waits for one. */
export function ServedBy({ model }: { model: StoredModel }) {
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
        No worker
      </Text>
    );
  }
  return (
    <Tooltip label={model.served_by.join(', ')} multiline maw={320}>
      <Text size="sm" span>
        {counted(model.served_by.length, 'worker')}
      </Text>
    </Tooltip>
  );
}
