import { Group, Pill } from '@mantine/core';
import { useBatches } from '../../api/work';
import { useT } from '../../i18n/useT';

interface BatchPillProps {
  project: number;
  /** The batch that the list is narrowed to: an id, or `none` for images that are in none. */
  batch: string | undefined;
  onRemove: () => void;
}

const NO_BATCH = 'none';

/** Says that the list shows one batch alone, and lifts that. */
export function BatchPill({ project, batch, onRemove }: BatchPillProps) {
  const t = useT();
  const batches = useBatches(project, batch !== undefined && batch !== NO_BATCH);
  if (batch === undefined) return null;
  const name = batches.data?.find(({ id }) => String(id) === batch)?.name;
  const unnamed = batches.data && !batches.isFetching ? t('work.batchGone') : t('work.batch');
  const text = name === undefined ? unnamed : t('work.inBatch', { batch: name });
  return (
    <Group>
      <Pill
        size="md"
        withRemoveButton
        onRemove={onRemove}
        removeButtonProps={{ 'aria-label': t('work.leaveBatch'), tabIndex: 0, 'aria-hidden': false }}
        data-testid="batch-filter"
      >
        {batch === NO_BATCH ? t('work.noBatch') : text}
      </Pill>
    </Group>
  );
}
