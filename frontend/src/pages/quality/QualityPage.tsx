import '@mantine/charts/styles.css';
import { Button, Group, SimpleGrid, Skeleton, Stack, Title } from '@mantine/core';
import { IconArrowLeft, IconChartBar } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { may } from '../../api/roles';
import { csvAddress, useProjectStatistics } from '../../api/statistics';
import type { Project, Statistics } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { AgreementChart } from '../../figures/AgreementChart';
import { FigureCards } from '../../figures/FigureCards';
import { LabelChart } from '../../figures/LabelChart';
import { PeopleTable } from '../../figures/PeopleTable';
import { PeriodPicker } from '../../figures/PeriodPicker';
import { ProgressSection } from '../../figures/ProgressSection';
import { type Period, periodOf, todayUtc } from '../../figures/period';
import { ReviewersTable } from '../../figures/ReviewersTable';
import { workSeries } from '../../figures/series';
import { EffortChart, JudgedChart, ThroughputChart } from '../../figures/WorkCharts';

/** The figures of a project, or of one person in it. */
export default function QualityPage() {
  const t = useT();
  const project = useCurrentProject();
  const [params] = useSearchParams();
  const period = periodOf(params, todayUtc(Date.now()));
  const person = /^\d{1,15}$/.test(params.get('person') ?? '') ? Number(params.get('person')) : undefined;
  const isAllowed = may(project.role, 'see-statistics');
  const days = { from: period.from, to: period.to };
  const { data, error, refetch } = useProjectStatistics(project.id, days, person, isAllowed);
  if (!isAllowed) return <NotFoundPage />;
  return (
    <Stack gap="md" maw={1440} mx="auto">
      <title>{`${t('quality.title')} · ${project.name} · Stipple`}</title>
      <Heading project={project} period={period} name={nameOf(data, person)} />
      <ErrorMessage error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <LoadingFigures />}
      {data !== undefined && <Figures project={project} period={period} statistics={data} />}
    </Stack>
  );
}

/** null: the figures are of everybody. */
function nameOf(statistics: Statistics | undefined, person: number | undefined): string | null {
  if (person === undefined) return null;
  return statistics?.people.find((row) => row.person.id === person)?.person.name ?? `#${person}`;
}

interface HeadingProps {
  project: Project;
  period: Period;
  name: string | null;
}

function Heading({ project, period, name }: HeadingProps) {
  const t = useT();
  const [params] = useSearchParams();
  return (
    <Stack gap="xs">
      <ProjectPath project={project} page={t('quality.title')} />
      <Group justify="space-between">
        <Group gap="sm">
          {name !== null && (
            <Button
              variant="default"
              component={Link}
              to={withPerson(params, null)}
              leftSection={<IconArrowLeft size={16} />}
            >
              {t('quality.everybody')}
            </Button>
          )}
          <Title order={1} size="h2">
            {name === null ? t('quality.title') : t('quality.ofPerson', { name })}
          </Title>
        </Group>
        <PeriodPicker period={period} />
      </Group>
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
  const csv = (table: Parameters<typeof csvAddress>[1]) =>
    csvAddress(project.id, table, { from: period.from, to: period.to }, person);
  const isNew =
    statistics.daily.length === 0 && statistics.before.images === 0 && statistics.forecast.per_day === 0;
  if (isNew)
    return (
      <>
        {person === undefined && project.image_count > 0 && <ProgressSection statistics={statistics} />}
        <EmptyState icon={<IconChartBar size={30} />} title={t('quality.emptyTitle')}>
          {t('quality.empty')}
        </EmptyState>
      </>
    );
  return (
    <>
      <FigureCards statistics={statistics} />
      {person === undefined && <ProgressSection statistics={statistics} />}
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

/** The same page and period, for one person or (null) for everybody. */
function withPerson(params: URLSearchParams, person: number | null): string {
  const changed = new URLSearchParams(params);
  if (person === null) changed.delete('person');
  else changed.set('person', String(person));
  return `?${changed}`;
}

function LoadingFigures() {
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {[1, 2, 3, 4, 5, 6, 7, 8].map((place) => (
          <Skeleton key={place} h={104} />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {[1, 2, 3, 4].map((place) => (
          <Skeleton key={place} h={320} />
        ))}
      </SimpleGrid>
    </>
  );
}
