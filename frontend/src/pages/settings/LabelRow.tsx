import { ActionIcon, ColorSwatch, Group, Kbd, Table, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { deleteLabel, fetchLabel } from '../../api/labels';
import { queryKeys } from '../../api/queryKeys';
import type { Label } from '../../api/types';
import { confirmLoss, showError } from '../../components/confirm';
import type { T } from '../../i18n/translate';
import { useT } from '../../i18n/useT';

interface LabelRowProps {
  label: Label;
  isFirst: boolean;
  isLast: boolean;
  isMoving: boolean;
  onMove: (step: -1 | 1) => void;
  onEdit: () => void;
}

export function LabelRow({ label, isFirst, isLast, isMoving, onMove, onEdit }: LabelRowProps) {
  const t = useT();
  const remove = useRemoveLabel();
  const words = { label: label.name };
  return (
    <Table.Tr data-testid="label-row">
      <Table.Td>
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isFirst || isMoving}
            onClick={() => onMove(-1)}
            aria-label={t('settings.moveUp', words)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isLast || isMoving}
            onClick={() => onMove(1)}
            aria-label={t('settings.moveDown', words)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <ColorSwatch size={18} color={label.color} />
          <Text size="sm" fw={500}>
            {label.name}
          </Text>
        </Group>
      </Table.Td>
      <Table.Td>{t(`labelKinds.${label.kind}`)}</Table.Td>
      <Table.Td>{label.hotkey ? <Kbd>{label.hotkey}</Kbd> : <Text c="dimmed">–</Text>}</Table.Td>
      <Table.Td>{label.object_count ?? '–'}</Table.Td>
      <Table.Td>
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" onClick={onEdit} aria-label={t('settings.edit', words)}>
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            onClick={() => void remove(label)}
            aria-label={t('settings.delete', words)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Ask with the number of objects as it is now, not as the page was loaded. */
function useRemoveLabel(): (label: Label) => Promise<void> {
  const t = useT();
  const client = useQueryClient();
  return async (label) => {
    try {
      const { object_count: count } = await fetchLabel(label.id);
      confirmLoss({
        title: t('settings.deleteTitle', { label: label.name }),
        loss: lossOf(count, t),
        action: t('settings.deleteAction'),
        onConfirm: async () => {
          await deleteLabel(label.id);
          await client.invalidateQueries({ queryKey: queryKeys.project(label.project) });
          await client.invalidateQueries({ queryKey: queryKeys.images(label.project) });
        },
      });
    } catch (error) {
      showError(error);
    }
  };
}

function lossOf(count: number | undefined, t: T): string {
  if (count === 0) return t('settings.deleteUnused');
  return count === undefined ? t('settings.deleteUnknown') : t('settings.deleteUsed', { count });
}
