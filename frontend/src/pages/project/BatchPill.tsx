import { Group, Pill } from '@mantine/core';
import { useBatches } from '../../api/work';
import { useT } from '../../i18n/useT';

interface BatchPillProps {
  project: number;
  /** The batch that the list is narrowed to: an id, or `none`. */
  batch: string | undefined;
  onRemove: () => void;
}

/** Says that the list shows one batch alone, and lifts that. */
export function BatchPill({ project, batch, onRemove }: BatchPillProps) {
  const t = useT();
  const batches = useBatches(project, batch !== undefined);
  if (batch === undefined) return null;
  const name = batches.data?.find(({ id }) => String(id) === batch)?.name;
  return (
    <Group>
      <Pill
        size="md"
        withRemoveButton
        onRemove={onRemove}
        removeButtonProps={{ 'aria-label': t('work.leaveBatch'), tabIndex: 0, 'aria-hidden': false }}
        data-testid="batch-filter"
      >
        {name === undefined ? t('work.noBatch') : t('work.inBatch', { batch: name })}
      </Pill>
    </Group>
  );
}
