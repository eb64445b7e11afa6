import '@mantine/charts/styles.css';
import { Group, SimpleGrid, Skeleton, Stack, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useMyStatistics } from '../../api/statistics';
import type { Statistics } from '../../api/types';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { AgreementChart } from '../../figures/AgreementChart';
import { FigureCards } from '../../figures/FigureCards';
import { LabelChart } from '../../figures/LabelChart';
import { PeriodPicker } from '../../figures/PeriodPicker';
import { type Period, periodOf, todayUtc } from '../../figures/period';
import { workSeries } from '../../figures/series';
import { EffortChart, JudgedChart, ThroughputChart } from '../../figures/WorkCharts';
import { useT } from '../../i18n/useT';
import { ToMend } from './ToMend';

/** One's own figures over all projects, and what is to be mended. */
export default function MyWorkPage() {
  const t = useT();
  const [params] = useSearchParams();
  const period = periodOf(params, todayUtc(Date.now()));
  const { data, error, refetch } = useMyStatistics({ from: period.from, to: period.to });
  return (
    <Stack gap="md" maw={1440} mx="auto">
      <title>{`${t('quality.myWork')} · Stipple`}</title>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t('quality.myWork')}
        </Title>
        <PeriodPicker period={period} />
      </Group>
      <ToMend />
      <ErrorMessage error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={240} />}
      {data !== undefined && <MyFigures period={period} statistics={data} />}
    </Stack>
  );
}

function MyFigures({ period, statistics }: { period: Period; statistics: Statistics }) {
  const t = useT();
  const series = workSeries(statistics.daily, period);
  if (statistics.daily.length === 0 && statistics.before.images === 0)
    return (
      <EmptyState icon={<IconChartBar size={30} />} title={t('quality.emptyTitle')}>
        {t('quality.emptyMine')}
      </EmptyState>
    );
  return (
    <>
      <FigureCards statistics={statistics} isOwn />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ThroughputChart series={series} />
        <EffortChart series={series} />
        <JudgedChart series={series} />
        <AgreementChart weeks={statistics.agreement} empty={t('quality.notCompared')} />
        <LabelChart labels={statistics.labels} />
      </SimpleGrid>
    </>
  );
}
