import { LineChart } from '@mantine/charts';
import type { Statistics } from '../api/types';
import { percent } from '../i18n/percent';
import { useT } from '../i18n/useT';
import { ChartSection } from './ChartSection';
import { share } from './figureText';
import { agreementSeries } from './series';
import { dayLabel } from './WorkCharts';

interface AgreementChartProps {
  weeks: Statistics['agreement'];
  csv?: string | undefined;
  /** What is said where nothing was compared; else how to have comparisons. */
  empty?: string;
}

export function AgreementChart({ weeks, csv, empty }: AgreementChartProps) {
  const t = useT();
  const kinds = { gold: t('quality.withGold'), pair: t('quality.betweenPeople') };
  const rows = agreementSeries(weeks);
  return (
    <ChartSection
      title={t('quality.weekly')}
      hint={t('quality.weeklyHint')}
      csv={csv}
      empty={weeks.length === 0 ? (empty ?? t('quality.noComparisons')) : undefined}
      rows={weeks}
      rowKey={({ week, kind }) => `${week} ${kind}`}
      columns={[
        { name: t('quality.week'), text: ({ week }) => t.day(week) },
        { name: t('quality.kind'), text: ({ kind }) => kinds[kind] },
        { name: t('quality.agreement'), text: ({ mean_iou }) => share(mean_iou, t, 1) },
        { name: t('quality.comparisons'), text: ({ comparisons }) => t.number(comparisons) },
      ]}
    >
      <LineChart
        h={240}
        data={rows.map((row) => ({ ...row }))}
        dataKey="week"
        withLegend
        connectNulls
        curveType="linear"
        series={[
          { name: 'gold', label: kinds.gold, color: 'yellow.7' },
          { name: 'pair', label: kinds.pair, color: 'blue.6', strokeDasharray: '5 4' },
        ]}
        yAxisProps={{ domain: [0, 100], width: 56 }}
        xAxisProps={{ tickFormatter: t.day }}
        tooltipProps={{ labelFormatter: dayLabel(t.day) }}
        valueFormatter={(value) => percent(value, t)}
      />
    </ChartSection>
  );
}
