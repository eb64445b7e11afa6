import '@mantine/charts/styles.css';
import { Anchor, Breadcrumbs, Button, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import { useTeamStatistics } from '../../api/statistics';
import type { Me } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { ErrorMessage } from '../../components/ErrorMessage';
import { FiguresHeading } from '../../figures/FiguresHeading';
import { LoadingFigures } from '../../figures/LoadingFigures';
import { periodOf, todayUtc } from '../../figures/period';
import { nameOf, personOf } from '../../figures/personParam';
import { useTopForPerson } from '../../figures/useTopForPerson';
import { useT } from '../../i18n/useT';
import { TeamFigures } from './TeamFigures';
import { activityOf } from './teamAddresses';

type Team = Me['organizations'][number];

/** The figures of all projects of a team, or of one person in them. */
export default function TeamQualityPage() {
  const { data: me } = useMe();
  const { id } = useParams();
  const team = me?.organizations.find((own) => own.id === Number(id));
  if (!me) return null;
  if (!team || !may(team.role, 'see-statistics')) return <NotFoundPage />;
  return <TeamQuality key={team.id} team={team} />;
}

function TeamQuality({ team }: { team: Team }) {
  const t = useT();
  const [params] = useSearchParams();
  const period = periodOf(params, todayUtc(Date.now()));
  const person = personOf(params);
  const days = { from: period.from, to: period.to };
  const { data, error, refetch } = useTeamStatistics(team.id, days, person);
  const name = nameOf(data, person);
  useTopForPerson(person);
  return (
    <Stack gap="md" maw={1440} mx="auto">
      <title>{`${t('quality.title')} · ${team.name} · Stipple`}</title>
      <FiguresHeading
        path={<TeamPath team={team} />}
        period={period}
        name={name}
        more={person !== undefined && <ActivityButton team={team} person={person} />}
      />
      <ErrorMessage error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <LoadingFigures />}
      {data !== undefined && <TeamFigures team={team.id} period={period} statistics={data} />}
    </Stack>
  );
}

function TeamPath({ team }: { team: Team }) {
  const t = useT();
  return (
    <Breadcrumbs>
      <Anchor component={Link} to={`/team/${team.id}`}>
        {team.name}
      </Anchor>
      <Text>{t('quality.title')}</Text>
    </Breadcrumbs>
  );
}

function ActivityButton({ team, person }: { team: Team; person: number }) {
  const t = useT();
  return (
    <Button
      variant="subtle"
      component={Link}
      to={activityOf(team.id, person)}
      leftSection={<IconHistory size={16} />}
    >
      {t('team.activity')}
    </Button>
  );
}
