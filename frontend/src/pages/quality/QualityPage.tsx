import '@mantine/charts/styles.css';
import { SimpleGrid, Stack } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { may } from '../../api/roles';
import { csvAddress, type StatisticsTable, useProjectStatistics } from '../../api/statistics';
import type { Project, Statistics } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { AgreementChart } from '../../figures/AgreementChart';
import { FigureCards } from '../../figures/FigureCards';
import { FiguresHeading } from '../../figures/FiguresHeading';
import { isWithoutWork } from '../../figures/isWithoutWork';
import { LabelChart } from '../../figures/LabelChart';
import { LoadingFigures } from '../../figures/LoadingFigures';
import { PeopleTable } from '../../figures/PeopleTable';
import { ProgressSection } from '../../figures/ProgressSection';
import { type Period, periodOf, todayUtc } from '../../figures/period';
import { nameOf, personOf, withPerson } from '../../figures/personParam';
import { ReviewersTable } from '../../figures/ReviewersTable';
import { workSeries } from '../../figures/series';
import { useTopForPerson } from '../../figures/useTopForPerson';
import { EffortChart, JudgedChart, ThroughputChart } from '../../figures/WorkCharts';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';

/** The figures of a project, or of one person in it. */
export default function QualityPage() {
  const t = useT();
  const project = useCurrentProject();
  const [params] = useSearchParams();
  const period = periodOf(params, todayUtc(Date.now()));
  const person = personOf(params);
  const isAllowed = may(project.role, 'see-statistics');
  const days = { from: period.from, to: period.to };
  const { data, error, refetch } = useProjectStatistics(project.id, days, person, isAllowed);
  useTopForPerson(person);
  if (!isAllowed) return <NotFoundPage />;
  return (
    <Stack gap="md" maw={1440} mx="auto">
      <title>{`${t('quality.title')} · ${project.name} · Stipple`}</title>
      <FiguresHeading
        path={<ProjectPath project={project} page={t('quality.title')} />}
        period={period}
        name={nameOf(data, person)}
      />
      <ErrorMessage error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <LoadingFigures />}
      {data !== undefined && <Figures project={project} period={period} statistics={data} />}
    </Stack>
  );
}

interface FiguresProps {
  project: Project;
  period: Period;
  statistics: Statistics;
}

function Figures({ project, period, statistics }: FiguresProps) {
  const t = useT();
  const [params] = useSearchParams();
  const person = statistics.person ?? undefined;
  const series = workSeries(statistics.daily, period);
  const csv = (table: StatisticsTable) =>
    csvAddress(`projects/${project.id}`, table, { from: period.from, to: period.to }, person);
  if (isWithoutWork(statistics))
    return (
      <>
        {person === undefined && project.image_count > 0 && (
          <ProgressSection title={t('quality.progress')} statistics={statistics} />
        )}
        <EmptyState icon={<IconChartBar size={30} />} title={t('quality.emptyTitle')}>
          {t('quality.empty')}
        </EmptyState>
      </>
    );
  return (
    <>
      <FigureCards statistics={statistics} />
      {person === undefined && <ProgressSection title={t('quality.progress')} statistics={statistics} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ThroughputChart series={series} csv={csv('daily')} />
        <EffortChart series={series} csv={csv('daily')} />
        <JudgedChart series={series} csv={csv('daily')} />
        <AgreementChart weeks={statistics.agreement} csv={csv('agreement')} />
        <LabelChart labels={statistics.labels} csv={csv('labels')} />
        <ReviewersTable reviewers={statistics.reviewers} />
      </SimpleGrid>
      {person === undefined && statistics.people.length > 0 && (
        <PeopleTable
          people={statistics.people}
          csv={csv('people')}
          addressOf={(one) => withPerson(params, one)}
        />
      )}
    </>
  );
}
