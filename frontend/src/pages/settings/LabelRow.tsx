import { ActionIcon, ColorSwatch, Group, Kbd, Table, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { deleteLabel, fetchLabel } from '../../api/labels';
import { queryKeys } from '../../api/queryKeys';
import type { Label } from '../../api/types';
import { confirmLoss, showError } from '../../components/confirm';

interface LabelRowProps {
  label: Label;
  isFirst: boolean;
  isLast: boolean;
  isMoving: boolean;
  onMove: (step: -1 | 1) => void;
  onEdit: () => void;
}

export function LabelRow({ label, isFirst, isLast, isMoving, onMove, onEdit }: LabelRowProps) {
  const remove = useRemoveLabel();
  return (
    <Table.Tr data-testid="label-row">
      <Table.Td>
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isFirst || isMoving}
            onClick={() => onMove(-1)}
            aria-label={`Move ${label.name} up`}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isLast || isMoving}
            onClick={() => onMove(1)}
            aria-label={`Move ${label.name} down`}
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
      <Table.Td>{label.kind === 'thing' ? 'Thing' : 'Stuff'}</Table.Td>
      <Table.Td>{label.hotkey ? <Kbd>{label.hotkey}</Kbd> : <Text c="dimmed">–</Text>}</Table.Td>
      <Table.Td>{label.object_count ?? '–'}</Table.Td>
      <Table.Td>
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" onClick={onEdit} aria-label={`Edit ${label.name}`}>
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            onClick={() => void remove(label)}
            aria-label={`Delete ${label.name}`}
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
  const client = useQueryClient();
  return async (label) => {
    try {
      const { object_count: count } = await fetchLabel(label.id);
      confirmLoss({
        title: `Delete the label “${label.name}”?`,
        loss: lossOf(count),
        action: 'Delete the label',
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

function lossOf(count: number | undefined): string {
  if (count === 0) return 'No object uses it. This cannot be undone.';
  const objects = count === undefined ? 'Objects that use it' : count === 1 ? '1 object' : `${count} objects`;
  return `${objects} will keep the mask and lose this label. This cannot be undone.`;
}
