import { Button, SimpleGrid } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { csvAddress, type StatisticsTable } from '../../api/statistics';
import type { TeamStatistics } from '../../api/types';
import { EmptyState } from '../../components/EmptyState';
import { AgreementChart } from '../../figures/AgreementChart';
import { FigureCards } from '../../figures/FigureCards';
import { isWithoutWork } from '../../figures/isWithoutWork';
import { PeopleTable } from '../../figures/PeopleTable';
import { ProgressSection } from '../../figures/ProgressSection';
import type { Period } from '../../figures/period';
import { withPerson } from '../../figures/personParam';
import { ReviewersTable } from '../../figures/ReviewersTable';
import { workSeries } from '../../figures/series';
import { EffortChart, JudgedChart, ThroughputChart } from '../../figures/WorkCharts';
import { useT } from '../../i18n/useT';
import { ProjectsTable } from './ProjectsTable';
import { activityOf, projectFigures } from './teamAddresses';

interface TeamFiguresProps {
  team: number;
  period: Period;
  statistics: TeamStatistics;
}

export function TeamFigures({ team, period, statistics }: TeamFiguresProps) {
  const t = useT();
  const [params] = useSearchParams();
  const { projects, people, agreement, reviewers } = statistics;
  const person = statistics.person ?? undefined;
  const series = workSeries(statistics.daily, period);
  const csv = (table: StatisticsTable) =>
    csvAddress(`organizations/${team}`, table, { from: period.from, to: period.to }, person);
  const progress = person === undefined && projects.length > 0 && (
    <ProgressSection title={t('quality.teamProgress')} statistics={statistics} />
  );
  if (isWithoutWork(statistics))
    return (
      <>
        {progress}
        <NoFigures isPerson={person !== undefined} />
      </>
    );
  return (
    <>
      <FigureCards statistics={statistics} />
      {progress}
      <ProjectsTable
        projects={projects}
        csv={csv('projects')}
        addressOf={(project) => projectFigures(project, params)}
        isPerson={person !== undefined}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ThroughputChart series={series} csv={csv('daily')} />
        <EffortChart series={series} csv={csv('daily')} />
        <JudgedChart series={series} csv={csv('daily')} />
        <AgreementChart weeks={agreement} csv={csv('agreement')} />
      </SimpleGrid>
      {person === undefined && people.length > 0 && (
        <PeopleTable
          people={people}
          csv={csv('people')}
          addressOf={(one) => withPerson(params, one)}
          activityOf={(one) => activityOf(team, one)}
        />
      )}
      <ReviewersTable reviewers={reviewers} />
    </>
  );
}

function NoFigures({ isPerson }: { isPerson: boolean }) {
  const t = useT();
  const toProjects = (
    <Button component={Link} to="/projects">
      {t('quality.toProjects')}
    </Button>
  );
  return (
    <EmptyState
      icon={<IconChartBar size={30} />}
      title={t('quality.emptyTitle')}
      action={!isPerson && toProjects}
    >
      {isPerson ? t('quality.emptyPeriod') : t('quality.emptyTeam')}
    </EmptyState>
  );
}
