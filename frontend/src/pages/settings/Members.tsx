import { ActionIcon, Avatar, Divider, Group, Select, Skeleton, Table, Text } from '@mantine/core';
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
import { useT } from '../../i18n/useT';
import { AddMember } from './AddMember';
import { TwoStepRequirement } from './TwoStepRequirement';

export function Members({ project }: { project: Project }) {
  const t = useT();
  const { data: me } = useMe();
  const members = useMemberships(project.organization);
  const organization = me?.organizations.find(({ id }) => id === project.organization);
  const grantable = grantableRoles(project.role);
  return (
    <Section
      title={t('settings.members')}
      hint={t('settings.membersHint', { organization: organization?.name ?? t('settings.theOrganization') })}
    >
      <ErrorMessage error={members.error} onRetry={() => void members.refetch()} />
      {members.isPending && <Skeleton h={120} />}
      {members.data && (
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('common.name')}</Table.Th>
              <Table.Th>{t('settings.email')}</Table.Th>
              <Table.Th w={180}>{t('settings.role')}</Table.Th>
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
      {project.role === 'owner' && (
        <>
          <Divider />
          <TwoStepRequirement organization={project.organization} />
        </>
      )}
    </Section>
  );
}

interface MemberRowProps {
  member: Membership;
  grantable: Role[];
  isMe: boolean;
}

function MemberRow({ member, grantable, isMe }: MemberRowProps) {
  const t = useT();
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
      title: t('settings.removeTitle', { name }),
      loss: t('settings.removeLoss', { name }),
      action: t('settings.removeAction'),
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
              {isMe ? t('settings.you', { name }) : name}
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
            aria-label={t('settings.roleOf', { name })}
            size="xs"
            data={grantable.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
            value={change.isPending ? change.variables : member.role}
            allowDeselect={false}
            onChange={(role) => role && change.mutate(role as Role)}
          />
        ) : (
          <Text size="sm">{t(`roles.${member.role}`)}</Text>
        )}
      </Table.Td>
      <Table.Td>
        {mayChange && (
          <ActionIcon
            variant="subtle"
            color="red"
            onClick={remove}
            aria-label={t('settings.remove', { name })}
          >
            <IconUserMinus size={16} />
          </ActionIcon>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
