import { ActionIcon, Badge, Group, Menu, Select, Table, Text } from '@mantine/core';
import { IconDoorExit, IconDots, IconUserMinus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeRole } from '../../api/memberships';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { Membership, Group as PeopleGroup, Role } from '../../api/types';
import { confirmStep, showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import type { Departure } from './HandOverDialog';
import { PersonName } from './PersonName';

interface PersonRowProps {
  member: Membership;
  groups: PeopleGroup[];
  grantable: Role[];
  isManager: boolean;
  isMe: boolean;
  onDepart: (departure: Departure) => void;
}

export function PersonRow({ member, groups, grantable, isManager, isMe, onDepart }: PersonRowProps) {
  const t = useT();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(member.id, role),
    onError: showError,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.memberships(member.organization) }),
  });
  const name = member.user.name || member.user.username;
  const mayChange = grantable.includes(member.role) && !isMe;
  const own = groups.filter(({ id }) => member.groups.includes(id));
  const choose = (role: Role) => {
    const endsWork = may(member.role, 'annotate') && !may(role, 'annotate');
    if (role === 'owner')
      confirmStep({
        title: t('team.ownerTitle', { name }),
        consequence: t('team.ownerConsequence', { name }),
        action: t('team.ownerAction'),
        onConfirm: async () => change.mutate(role),
      });
    else if (endsWork) onDepart({ member, role });
    else change.mutate(role);
  };
  return (
    <Table.Tr data-testid="person" data-username={member.user.username}>
      <Table.Td>
        <PersonName person={member.user} isMe={isMe} isOff={!member.is_active} />
      </Table.Td>
      {isManager && (
        <Table.Td>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {member.user.email || '–'}
          </Text>
        </Table.Td>
      )}
      <Table.Td>
        {mayChange ? (
          <Select
            aria-label={t('settings.roleOf', { name })}
            size="xs"
            data={grantable.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
            value={change.isPending ? change.variables : member.role}
            allowDeselect={false}
            onChange={(role) => role && role !== member.role && choose(role as Role)}
          />
        ) : (
          <Text size="sm">{t(`roles.${member.role}`)}</Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {own.map((group) => (
            <Badge key={group.id} variant="default" tt="none">
              {group.name}
            </Badge>
          ))}
          {own.length === 0 && (
            <Text size="sm" c="dimmed">
              –
            </Text>
          )}
        </Group>
      </Table.Td>
      {isManager && (
        <Table.Td>
          <Text size="sm" title={member.last_login ? t.dateTime(member.last_login) : undefined}>
            {member.last_login ? t.ago(member.last_login, Date.now()) : t('common.never')}
          </Text>
        </Table.Td>
      )}
      <Table.Td>{(mayChange || isMe) && <PersonMenu {...{ member, name, isMe, onDepart }} />}</Table.Td>
    </Table.Tr>
  );
}

type PersonMenuProps = Pick<PersonRowProps, 'member' | 'isMe' | 'onDepart'> & { name: string };

function PersonMenu({ member, name, isMe, onDepart }: PersonMenuProps) {
  const t = useT();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('team.actionsFor', { name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          color="red"
          leftSection={isMe ? <IconDoorExit size={16} /> : <IconUserMinus size={16} />}
          onClick={() => onDepart({ member, role: null })}
        >
          {isMe ? t('team.leave') : t('settings.remove', { name })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
