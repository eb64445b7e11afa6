import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { type ImageFilters, useImageCount } from '../../api/images';
import type { Image, Project } from '../../api/types';
import { useT } from '../../i18n/useT';
import { BulkDialog } from './BulkDialog';
import classes from './SelectionBar.module.css';
import type { ImageSelection } from './useImageSelection';

interface SelectionBarProps {
  project: Project;
  filters: ImageFilters;
  images: readonly Image[];
  selection: ImageSelection;
}

/** How many images are selected and what can be done with them; nothing while none is. */
export function SelectionBar({ project, filters, images, selection }: SelectionBarProps) {
  const t = useT();
  const [isOpen, dialog] = useDisclosure();
  const { picked, isAll } = selection;
  const isActive = picked.size > 0 || isAll;
  const list = { ...filters, ordering: undefined };
  const matching = useImageCount(project.id, list, isActive).data;
  if (!isActive) return null;
  const selected =
    isAll && matching
      ? t(matching.is_more ? 'bulk.moreSelected' : 'bulk.selected', { count: matching.count })
      : t('bulk.selected', { count: picked.size });
  return (
    <>
      <Paper withBorder shadow="md" p="xs" className={classes.bar} data-testid="selection-bar">
        <Group gap="xs">
          <CloseButton aria-label={t('bulk.clear')} onClick={selection.clear} />
          <Text size="sm" fw={600} role="status" data-testid="selected-count">
            {selected}
          </Text>
          {!isAll && picked.size < images.length && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => selection.pick(images.map(({ id }) => id))}
            >
              {t('bulk.selectShown')}
            </Button>
          )}
          {!isAll && matching && matching.count > picked.size && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={selection.pickAll}
              data-testid="select-all-matching"
            >
              {t(matching.is_more ? 'bulk.selectMore' : 'bulk.selectAll', { count: matching.count })}
            </Button>
          )}
          <Button
            size="xs"
            ml="auto"
            leftSection={<IconPencil size={14} />}
            onClick={dialog.open}
            data-testid="bulk-change"
          >
            {t('bulk.change')}
          </Button>
        </Group>
      </Paper>
      <BulkDialog
        project={project}
        selection={isAll ? { filter: list } : { images: [...picked] }}
        opened={isOpen}
        onClose={dialog.close}
        onDone={selection.clear}
      />
    </>
  );
}
