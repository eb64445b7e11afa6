import { ActionIcon, Badge, Table, Text } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { revokeInvitation } from '../../api/invitations';
import { queryKeys } from '../../api/queryKeys';
import { grantableRoles } from '../../api/roles';
import type { Invitation } from '../../api/types';
import { confirmLoss } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import type { Team } from './TeamPage';

const COLORS = { open: 'teal', used: 'gray', expired: 'gray', revoked: 'red' } as const;

export function InvitationTable({ invitations, team }: { invitations: Invitation[]; team: Team }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={760} type="native">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('team.linkOrAddress')}</Table.Th>
            <Table.Th>{t('settings.role')}</Table.Th>
            <Table.Th>{t('team.madeBy')}</Table.Th>
            <Table.Th>{t('team.uses')}</Table.Th>
            <Table.Th>{t('account.expires')}</Table.Th>
            <Table.Th>{t('models.state')}</Table.Th>
            <Table.Th w={48} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} team={team} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function InvitationRow({ invitation, team }: { invitation: Invitation; team: Team }) {
  const t = useT();
  const client = useQueryClient();
  const { id, email, prefix, role, state, uses, max_uses } = invitation;
  const name = email || `${prefix}…`;
  const revoke = () =>
    confirmLoss({
      title: t('team.revokeTitle'),
      loss: t('team.revokeLoss', { name }),
      action: t('team.revokeAction'),
      onConfirm: async () => {
        await revokeInvitation(team.id, id);
        await client.invalidateQueries({ queryKey: queryKeys.invitations(team.id) });
      },
    });
  const isMine = grantableRoles(team.role).includes(role);
  return (
    <Table.Tr data-testid="invitation" data-state={state}>
      <Table.Td>{email || <code>{name}</code>}</Table.Td>
      <Table.Td>{t(`roles.${role}`)}</Table.Td>
      <Table.Td>{invitation.created_by || '–'}</Table.Td>
      <Table.Td>
        <Text size="sm">
          {max_uses === null ? t.number(uses) : t('team.usesOf', { uses, most: max_uses })}
        </Text>
      </Table.Td>
      <Table.Td>{t.date(invitation.expires)}</Table.Td>
      <Table.Td>
        <Badge color={COLORS[state]} variant="light" tt="none">
          {t(`team.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {state === 'open' && isMine && (
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('team.revokeNamed', { name })}
            onClick={revoke}
          >
            <IconLinkOff size={16} />
          </ActionIcon>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
