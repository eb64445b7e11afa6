import { ActionIcon, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteGroup, useGroups } from '../../api/groups';
import { useMemberships } from '../../api/memberships';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { Membership, Group as PeopleGroup } from '../../api/types';
import { confirmLoss } from '../../components/confirm';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { GroupDialog } from './GroupDialog';
import type { Team } from './TeamPage';

export function Groups({ team }: { team: Team }) {
  const t = useT();
  const groups = useGroups(team.id);
  const members = useMemberships(team.id);
  const [edited, setEdited] = useState<PeopleGroup | 'new' | null>(null);
  const isManager = may(team.role, 'manage-members');
  const refetch = () => void Promise.all([groups.refetch(), members.refetch()]);
  const add = isManager && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('team.newGroup')}
    </Button>
  );
  return (
    <Section title={t('team.groups')} hint={t('team.groupsHint')}>
      <ErrorMessage error={groups.error ?? members.error} onRetry={refetch} />
      {(groups.isPending || members.isPending) && <Skeleton h={120} />}
      {members.data && groups.data?.length === 0 && (
        <EmptyState icon={<IconUsersGroup size={30} />} title={t('team.noGroupsTitle')} action={add}>
          {t('team.noGroups')}
        </EmptyState>
      )}
      {members.data && groups.data && groups.data.length > 0 && (
        <>
          <Group>{add}</Group>
          <Table.ScrollContainer minWidth={480} type="native">
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('common.name')}</Table.Th>
                  <Table.Th>{t('team.people')}</Table.Th>
                  <Table.Th w={88} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {groups.data.map((group) => (
                  <GroupRow
                    key={group.id}
                    group={group}
                    members={members.data}
                    onEdit={isManager ? () => setEdited(group) : undefined}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
      {edited && members.data && (
        <GroupDialog
          group={edited === 'new' ? null : edited}
          team={team}
          members={members.data}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

interface GroupRowProps {
  group: PeopleGroup;
  members: Membership[];
  onEdit: (() => void) | undefined;
}

function GroupRow({ group, members, onEdit }: GroupRowProps) {
  const t = useT();
  const client = useQueryClient();
  const people = members.filter(({ user }) => group.people.includes(user.id));
  const names = people.map(({ user }) => user.name || user.username);
  const remove = () =>
    confirmLoss({
      title: t('team.deleteGroupTitle', { name: group.name }),
      loss: t('team.deleteGroupLoss'),
      action: t('team.deleteGroupAction'),
      onConfirm: async () => {
        await deleteGroup(group.id);
        await client.invalidateQueries({ queryKey: queryKeys.groups(group.organization) });
      },
    });
  return (
    <Table.Tr data-testid="group">
      <Table.Td>
        <Text size="sm" fw={500}>
          {group.name}
        </Text>
      </Table.Td>
      <Table.Td>
        {names.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('team.nobody')}
          </Text>
        ) : (
          <>
            <Text size="sm" lineClamp={3} title={t.list(names)}>
              {t.list(names)}
            </Text>
            <Text size="xs" c="dimmed">
              {t('team.peopleCount', { count: names.length })}
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td>
        {onEdit && (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <ActionIcon
              variant="subtle"
              aria-label={t('team.editGroup', { name: group.name })}
              onClick={onEdit}
            >
              <IconPencil size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t('team.deleteGroup', { name: group.name })}
              onClick={remove}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
