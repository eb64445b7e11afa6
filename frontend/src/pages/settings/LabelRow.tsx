import { ActionIcon, ColorSwatch, Group, Kbd, Table, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import type { Label } from '../../api/types';
import { useT } from '../../i18n/useT';

interface LabelRowProps {
  label: Label;
  isFirst: boolean;
  isLast: boolean;
  isMoving: boolean;
  onMove: (step: -1 | 1) => void;
  onEdit: () => void;
  onDelete: () => void;
}

export function LabelRow({ label, isFirst, isLast, isMoving, onMove, onEdit, onDelete }: LabelRowProps) {
  const t = useT();
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
            onClick={onDelete}
            aria-label={t('settings.delete', words)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
