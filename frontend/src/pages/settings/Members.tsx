import { Anchor, Skeleton, Stack, Switch, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMemberships } from '../../api/memberships';
import { useMembers } from '../../api/projectRoles';
import { updateProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import { useMe } from '../../api/session';
import type { Project } from '../../api/types';
import { confirmStep } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { AddToProject } from './AddToProject';
import { MemberRow } from './MemberRow';

/** Who sees the project, in which role, and why: by the team, or by a role for this project alone. */
export function Members({ project }: { project: Project }) {
  const t = useT();
  const { data: me } = useMe();
  const members = useMembers(project.id);
  const team = useMemberships(project.organization);
  const inside = new Set(members.data?.map(({ id }) => id));
  const outside = (team.data ?? []).filter(({ user, is_active }) => is_active && !inside.has(user.id));
  const isMine = me?.organizations.some(({ id }) => id === project.organization);
  return (
    <Stack gap="lg">
      <Privacy project={project} />
      <Section title={t('settings.members')} hint={t('settings.membersHint')}>
        <ErrorMessage error={members.error} onRetry={() => void members.refetch()} />
        {members.isPending && <Skeleton h={120} />}
        {members.data && (
          <Table.ScrollContainer minWidth={560} type="native">
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('common.name')}</Table.Th>
                  <Table.Th>{t('settings.roleInTeam')}</Table.Th>
                  <Table.Th w={260}>{t('settings.roleHere')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {members.data.map((member) => (
                  <MemberRow key={member.id} member={member} project={project} isMe={member.id === me?.id} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {outside.length > 0 && <AddToProject project={project} outside={outside} />}
        {isMine && (
          <Text size="sm">
            <Anchor component={Link} to={`/team/${project.organization}`}>
              {t('settings.toTeam')}
            </Anchor>
          </Text>
        )}
      </Section>
    </Stack>
  );
}

function Privacy({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (is_private: boolean) => updateProject(project.id, { is_private }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      await client.invalidateQueries({ queryKey: queryKeys.members(project.id) });
    },
  });
  const choose = (isPrivate: boolean) => {
    if (!isPrivate) change.mutate(false);
    else
      confirmStep({
        title: t('settings.privateTitle'),
        consequence: t('settings.privateConsequence'),
        action: t('settings.privateAction'),
        onConfirm: () => change.mutateAsync(true),
      });
  };
  return (
    <Section title={t('settings.access')}>
      <ErrorMessage error={change.error} />
      <Switch
        label={t('settings.private')}
        description={t('settings.privateHint')}
        checked={change.isPending ? change.variables : project.is_private}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
    </Section>
  );
}
