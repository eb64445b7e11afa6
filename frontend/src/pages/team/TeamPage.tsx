import { Box, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import {
  IconChartBar,
  IconHistory,
  IconMailForward,
  IconSettings,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import type { Me } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { useT } from '../../i18n/useT';
import { Activity } from './Activity';
import { Groups } from './Groups';
import { Invitations } from './Invitations';
import { People } from './People';
import { TeamSettings } from './TeamSettings';
import { TeamSwitch } from './TeamSwitch';

export type Team = Me['organizations'][number];

const TABS = ['people', 'invitations', 'groups', 'activity', 'settings'] as const;
type Tab = (typeof TABS)[number];

const ICONS: Record<Tab, ReactNode> = {
  people: <IconUsers size={16} />,
  invitations: <IconMailForward size={16} />,
  groups: <IconUsersGroup size={16} />,
  activity: <IconHistory size={16} />,
  settings: <IconSettings size={16} />,
};

/** Of the five tabs those that the role may open. */
function tabsFor(team: Team): readonly Tab[] {
  return TABS.filter(
    (tab) =>
      tab === 'people' ||
      tab === 'groups' ||
      (tab === 'activity' ? may(team.role, 'view-audit') : may(team.role, 'manage-members')),
  ).filter((tab) => tab !== 'settings' || may(team.role, 'manage-team'));
}

export default function TeamPage() {
  const t = useT();
  const { data: me } = useMe();
  const { id } = useParams();
  const [params, setParams] = useSearchParams();
  const team = me?.organizations.find((own) => own.id === Number(id));
  if (!me) return null;
  if (!team) return <NotFoundPage />;
  const tabs = tabsFor(team);
  const tab = tabs.find((known) => known === params.get('tab')) ?? 'people';
  return (
    <Stack maw={1120} mx="auto" gap="lg" key={team.id}>
      <title>{`${team.name} · Stipple`}</title>
      <Group justify="space-between" align="flex-start">
        <Box flex="1 1 300px">
          <Title order={1} size="h2">
            {team.name}
          </Title>
          <Text c="dimmed" mt={4}>
            {t(`roles.${team.role}May`)}
          </Text>
        </Box>
        <Group gap="xs">
          {may(team.role, 'see-statistics') && (
            <Button
              variant="default"
              component={Link}
              to={`/team/${team.id}/quality`}
              leftSection={<IconChartBar size={16} />}
            >
              {t('quality.title')}
            </Button>
          )}
          <TeamSwitch teams={me.organizations} current={team} />
        </Group>
      </Group>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => value && setParams({ tab: value }, { replace: true })}
      >
        <Tabs.List mb="lg">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} leftSection={ICONS[name]}>
              {t(`team.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {tab === 'people' && <People team={team} />}
          {tab === 'invitations' && <Invitations team={team} />}
          {tab === 'groups' && <Groups team={team} />}
          {tab === 'activity' && <Activity team={team} />}
          {tab === 'settings' && <TeamSettings team={team} />}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
