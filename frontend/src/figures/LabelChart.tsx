import { BarChart } from '@mantine/charts';
import type { Statistics } from '../api/types';
import { useT } from '../i18n/useT';
import { ChartSection } from './ChartSection';
import { share } from './figureText';

/** The others are one bar. */
const MOST_LABELS = 12;
const ROW_PX = 30;

interface LabelChartProps {
  labels: Statistics['labels'];
  csv?: string | undefined;
}

export function LabelChart({ labels, csv }: LabelChartProps) {
  const t = useT();
  const total = labels.reduce((sum, { objects }) => sum + objects, 0);
  const nameOf = ({ name }: Statistics['labels'][number]): string => name ?? t('quality.noLabel');
  const shown = labels.slice(0, labels.length > MOST_LABELS ? MOST_LABELS - 1 : MOST_LABELS);
  const rest = labels.slice(shown.length);
  const bars = shown.map((label) => ({
    name: nameOf(label),
    objects: label.objects,
    color: label.color ?? 'var(--mantine-color-gray-5)',
  }));
  if (rest.length > 0)
    bars.push({
      name: t('quality.otherLabels', { count: rest.length }),
      objects: rest.reduce((sum, { objects }) => sum + objects, 0),
      color: 'var(--mantine-color-gray-5)',
    });
  return (
    <ChartSection
      title={t('quality.labels')}
      hint={t('quality.labelsHint')}
      csv={csv}
      empty={labels.length === 0 ? t('quality.emptyPeriod') : undefined}
      rows={labels}
      rowKey={({ label_id }) => String(label_id)}
      columns={[
        { name: t('common.label'), text: nameOf },
        { name: t('quality.objects'), text: ({ objects }) => t.number(objects) },
        { name: '%', text: ({ objects }) => share(objects / Math.max(1, total), t, 1) },
      ]}
    >
      <BarChart
        h={Math.max(240, bars.length * ROW_PX)}
        data={bars}
        dataKey="name"
        orientation="vertical"
        series={[{ name: 'objects', label: t('quality.objects'), color: 'blue.6' }]}
        yAxisProps={{ width: 110 }}
        barProps={{ radius: [0, 4, 4, 0], maxBarSize: 22 }}
        gridAxis="y"
        valueFormatter={(value) => t.number(value)}
      />
    </ChartSection>
  );
}
