/** What was handed in, how long it took and what reviewers said, day by day or week by week. */
import { BarChart, CompositeChart } from '@mantine/charts';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../i18n/useT';
import { ChartSection } from './ChartSection';
import { decimal, secondsText } from './figureText';
import type { WorkRow, WorkSeries } from './series';

const HEIGHT = 240;
const TICKS = { minTickGap: 24 };

interface WorkChartProps {
  series: WorkSeries;
  csv?: string | undefined;
}

const rowKey = ({ day }: WorkRow): string => day;

function useDayColumn({ isWeekly }: WorkSeries) {
  const t = useT();
  return { name: isWeekly ? t('quality.week') : t('quality.day'), text: ({ day }: WorkRow) => t.day(day) };
}

export function ThroughputChart({ series, csv }: WorkChartProps) {
  const t = useT();
  const day = useDayColumn(series);
  const [shown, setShown] = useState<'images' | 'objects'>('images');
  const named = {
    images: [
      { name: 'images', label: t('quality.images'), color: 'teal.7' },
      { name: 'reworked', label: t('quality.reworked'), color: 'orange.5' },
    ],
    objects: [{ name: 'objects', label: t('quality.objects'), color: 'blue.6' }],
  };
  return (
    <ChartSection
      title={t('quality.throughput')}
      hint={series.isWeekly ? t('quality.throughputWeekly') : t('quality.throughputHint')}
      csv={csv}
      rows={series.rows}
      rowKey={rowKey}
      columns={[
        day,
        { name: t('quality.images'), text: ({ images }) => t.number(images) },
        { name: t('quality.reworked'), text: ({ reworked }) => t.number(reworked) },
        { name: t('quality.objects'), text: ({ objects }) => t.number(objects) },
      ]}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={t('quality.show')}
          value={shown}
          onChange={(value) => setShown(value === 'objects' ? 'objects' : 'images')}
          data={[
            { value: 'images', label: t('quality.images') },
            { value: 'objects', label: t('quality.objects') },
          ]}
        />
      }
    >
      <BarChart
        h={HEIGHT}
        data={[...series.rows]}
        dataKey="day"
        type="stacked"
        series={named[shown]}
        withLegend={shown === 'images'}
        xAxisProps={{ ...TICKS, tickFormatter: t.day }}
        yAxisProps={{ allowDecimals: false }}
        tooltipProps={{ labelFormatter: dayLabel(t.day) }}
        valueFormatter={(value) => t.number(value)}
      />
    </ChartSection>
  );
}

export function EffortChart({ series, csv }: WorkChartProps) {
  const t = useT();
  const day = useDayColumn(series);
  const isEmpty = series.rows.every(({ secondsPerObject }) => secondsPerObject === null);
  return (
    <ChartSection
      title={t('quality.effort')}
      hint={t('quality.effortHint')}
      csv={csv}
      empty={isEmpty ? t('quality.emptyPeriod') : undefined}
      rows={series.rows}
      rowKey={rowKey}
      columns={[
        day,
        { name: t('quality.timePerObject'), text: (row) => secondsText(row.secondsPerObject, t) },
        { name: t('quality.clicksPerObject'), text: (row) => decimal(row.clicksPerObject, t) },
      ]}
    >
      <CompositeChart
        h={HEIGHT}
        data={[...series.rows]}
        dataKey="day"
        series={[
          { name: 'secondsPerObject', label: t('quality.timePerObject'), color: 'teal.7', type: 'line' },
          {
            name: 'clicksPerObject',
            label: t('quality.clicksPerObject'),
            color: 'orange.6',
            type: 'line',
            yAxisId: 'right',
            strokeDasharray: '5 4',
          },
        ]}
        withLegend
        withRightYAxis
        yAxisLabel={t('quality.secondsAxis')}
        rightYAxisLabel={t('quality.clicksAxis')}
        connectNulls
        curveType="monotone"
        xAxisProps={{ ...TICKS, tickFormatter: t.day }}
        tooltipProps={{ labelFormatter: dayLabel(t.day) }}
        valueFormatter={(value) => t.number(value, { maximumFractionDigits: 2 })}
      />
    </ChartSection>
  );
}

export function JudgedChart({ series, csv }: WorkChartProps) {
  const t = useT();
  const day = useDayColumn(series);
  const isEmpty = series.rows.every(({ accepted, rejected }) => accepted + rejected === 0);
  return (
    <ChartSection
      title={t('quality.judged')}
      hint={t('quality.judgedHint')}
      csv={csv}
      empty={isEmpty ? t('quality.nothingJudged') : undefined}
      rows={series.rows}
      rowKey={rowKey}
      columns={[
        day,
        { name: t('quality.accepted'), text: ({ accepted }) => t.number(accepted) },
        { name: t('quality.rejected'), text: ({ rejected }) => t.number(rejected) },
      ]}
    >
      <BarChart
        h={HEIGHT}
        data={[...series.rows]}
        dataKey="day"
        type="stacked"
        withLegend
        series={[
          { name: 'accepted', label: t('quality.accepted'), color: 'teal.7' },
          { name: 'rejected', label: t('quality.rejected'), color: 'red.6' },
        ]}
        xAxisProps={{ ...TICKS, tickFormatter: t.day }}
        yAxisProps={{ allowDecimals: false }}
        tooltipProps={{ labelFormatter: dayLabel(t.day) }}
        valueFormatter={(value) => t.number(value)}
      />
    </ChartSection>
  );
}

/** The heading of a tooltip is the day; recharts hands over whatever its axis holds. */
export function dayLabel(text: (day: string) => string) {
  return (label: unknown): string => (typeof label === 'string' && label !== '' ? text(label) : '');
}
