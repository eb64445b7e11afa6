import { ActionIcon, Avatar, Group, Select, Skeleton, Table, Text } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeRole, removeMember, useMemberships } from '../../api/memberships';
import { queryKeys } from '../../api/queryKeys';
import { grantableRoles } from '../../api/roles';
import { useMe } from '../../api/session';
import type { Membership, Project, Role } from '../../api/types';
import { confirmLoss, showError } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { AddMember } from './AddMember';
import { roleName } from './roleName';

export function Members({ project }: { project: Project }) {
  const { data: me } = useMe();
  const members = useMemberships(project.organization);
  const organization = me?.organizations.find(({ id }) => id === project.organization);
  const grantable = grantableRoles(project.role);
  return (
    <Section
      title="Members"
      hint={`Everybody in ${organization?.name ?? 'the organization'} sees all of its projects, each in their role.`}
    >
      <ErrorMessage error={members.error} onRetry={() => void members.refetch()} />
      {members.isPending && <Skeleton h={120} />}
      {members.data && (
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>E-mail</Table.Th>
              <Table.Th w={180}>Role</Table.Th>
              <Table.Th w={48} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.data.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                grantable={grantable}
                isMe={member.user.id === me?.id}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {grantable.length > 0 && <AddMember organization={project.organization} grantable={grantable} />}
    </Section>
  );
}

interface MemberRowProps {
  member: Membership;
  grantable: Role[];
  isMe: boolean;
}

function MemberRow({ member, grantable, isMe }: MemberRowProps) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.memberships(member.organization) });
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(member.id, role),
    onError: showError,
    onSettled: refresh,
  });
  const name = member.user.name || member.user.username;
  const mayChange = grantable.includes(member.role) && !isMe;
  const remove = () =>
    confirmLoss({
      title: `Remove ${name}?`,
      loss: `${name} loses access to all projects of this organization at once. Their work stays. They can be added again.`,
      action: 'Remove',
      onConfirm: async () => {
        await removeMember(member.id);
        await refresh();
      },
    });
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar size={28} radius="xl" name={name} color="initials" />
          <div>
            <Text size="sm" fw={500}>
              {name}
              {isMe && ' (you)'}
            </Text>
            <Text size="xs" c="dimmed">
              {member.user.username}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td>{member.user.email || '–'}</Table.Td>
      <Table.Td>
        {mayChange ? (
          <Select
            aria-label={`Role of ${name}`}
            size="xs"
            data={grantable.map((role) => ({ value: role, label: roleName(role) }))}
            value={change.isPending ? change.variables : member.role}
            allowDeselect={false}
            onChange={(role) => role && change.mutate(role as Role)}
          />
        ) : (
          <Text size="sm">{roleName(member.role)}</Text>
        )}
      </Table.Td>
      <Table.Td>
        {mayChange && (
          <ActionIcon variant="subtle" color="red" onClick={remove} aria-label={`Remove ${name}`}>
            <IconUserMinus size={16} />
          </ActionIcon>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
