import { ActionIcon, Anchor, Group, Menu, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconPhoto, IconTrash, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Batch, Project } from '../../api/types';
import { deleteBatch, refreshWork } from '../../api/work';
import { confirmLoss } from '../../components/confirm';
import { PersonAvatar } from '../../components/PersonAvatar';
import { StateProgress } from '../../components/StateProgress';
import { useT } from '../../i18n/useT';
import { EditBatchDialog } from './EditBatchDialog';

export function BatchTable({ batches, project }: { batches: Batch[]; project: Project }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('work.batch')}</Table.Th>
            <Table.Th w={200}>{t('work.recipient')}</Table.Th>
            <Table.Th w={90} ta="right">
              {t('work.priority')}
            </Table.Th>
            <Table.Th w={300}>{t('work.progress')}</Table.Th>
            <Table.Th w={48} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {batches.map((batch) => (
            <BatchRow key={batch.id} batch={batch} project={project} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function BatchRow({ batch, project }: { batch: Batch; project: Project }) {
  const t = useT();
  const address = `/projects/${project.id}?batch=${batch.id}`;
  return (
    <Table.Tr data-testid="batch-row">
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Anchor component={Link} to={address} size="sm" fw={500}>
          {batch.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t('common.images', { count: batch.image_count })}
        </Text>
      </Table.Td>
      <Table.Td>
        <WhoHasIt batch={batch} />
      </Table.Td>
      <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {t.number(batch.priority)}
      </Table.Td>
      <Table.Td>
        <StateProgress states={batch.states} />
        <Text size="xs" c="dimmed" mt={4}>
          {t('work.handedIn', { done: handedIn(batch), count: batch.image_count })}
        </Text>
      </Table.Td>
      <Table.Td>
        <BatchMenu batch={batch} project={project} address={address} />
      </Table.Td>
    </Table.Tr>
  );
}

function handedIn({ states }: Batch): number {
  return (states.submitted ?? 0) + (states.accepted ?? 0);
}

function WhoHasIt({ batch }: { batch: Batch }) {
  const t = useT();
  if (batch.assignee) {
    return (
      <Group gap="xs" wrap="nowrap">
        <PersonAvatar name={batch.assignee.name} color={batch.assignee.color} />
        <Text size="sm">{batch.assignee.name}</Text>
      </Group>
    );
  }
  const Icon = batch.group ? IconUsersGroup : IconUsers;
  return (
    <Group gap="xs" wrap="nowrap">
      <Icon size={24} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />
      <Text size="sm" c={batch.group ? undefined : 'dimmed'}>
        {batch.group?.name ?? t('work.everybody')}
      </Text>
    </Group>
  );
}

interface BatchMenuProps {
  batch: Batch;
  project: Project;
  address: string;
}

function BatchMenu({ batch, project, address }: BatchMenuProps) {
  const t = useT();
  const client = useQueryClient();
  const [isEditing, editing] = useDisclosure();
  const remove = () =>
    confirmLoss({
      title: t('work.deleteTitle'),
      loss: t('work.deleteLoss', {
        batch: batch.name,
        images: t('common.images', { count: batch.image_count }),
      }),
      action: t('work.deleteAction'),
      onConfirm: async () => {
        await deleteBatch(batch.id);
        await refreshWork(client, project.id);
      },
    });
  return (
    <>
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('work.more', { batch: batch.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={editing.open}>
            {t('work.edit')}
          </Menu.Item>
          <Menu.Item component={Link} to={address} leftSection={<IconPhoto size={16} />}>
            {t('work.showImages')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={remove}>
            {t('work.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EditBatchDialog batch={batch} project={project} opened={isEditing} onClose={editing.close} />
    </>
  );
}
