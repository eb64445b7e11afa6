import { Skeleton, Table } from '@mantine/core';
import { useState } from 'react';
import { useGroups } from '../../api/groups';
import { useMemberships } from '../../api/memberships';
import { grantableRoles, may } from '../../api/roles';
import { useMe } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { AddMember } from './AddMember';
import { type Departure, HandOverDialog } from './HandOverDialog';
import { PersonRow } from './PersonRow';
import type { Team } from './TeamPage';

export function People({ team }: { team: Team }) {
  const t = useT();
  const { data: me } = useMe();
  const members = useMemberships(team.id);
  const groups = useGroups(team.id);
  const [departure, setDeparture] = useState<Departure | null>(null);
  const grantable = grantableRoles(team.role);
  const isManager = may(team.role, 'manage-members');
  return (
    <Section title={t('team.people')} hint={t('team.peopleHint')}>
      <ErrorMessage error={members.error} onRetry={() => void members.refetch()} />
      {members.isPending && <Skeleton h={160} />}
      {members.data && (
        <Table.ScrollContainer minWidth={640} type="native">
          <Table verticalSpacing="xs" data-testid="people">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('common.name')}</Table.Th>
                {isManager && <Table.Th>{t('settings.email')}</Table.Th>}
                <Table.Th w={170}>{t('settings.role')}</Table.Th>
                <Table.Th>{t('team.groups')}</Table.Th>
                {isManager && <Table.Th>{t('team.lastLogin')}</Table.Th>}
                <Table.Th w={48} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.data.map((member) => (
                <PersonRow
                  key={member.id}
                  member={member}
                  groups={groups.data ?? []}
                  grantable={grantable}
                  isManager={isManager}
                  isMe={member.user.id === me?.id}
                  onDepart={setDeparture}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {isManager && <AddMember organization={team.id} grantable={grantable} />}
      {departure && (
        <HandOverDialog
          departure={departure}
          team={team}
          members={members.data ?? []}
          onClose={() => setDeparture(null)}
        />
      )}
    </Section>
  );
}
