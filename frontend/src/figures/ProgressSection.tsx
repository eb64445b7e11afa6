import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Statistics } from '../api/types';
import { WORKFLOW_STATES } from '../api/types';
import { StateProgress } from '../components/StateProgress';
import { STATE_COLORS } from '../components/workflowStates';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';

interface ProgressSectionProps {
  title: string;
  statistics: Statistics;
}

/** How many images are in each state, and when the rest will be done. */
export function ProgressSection({ title, statistics: { states, forecast } }: ProgressSectionProps) {
  const t = useT();
  const present = WORKFLOW_STATES.filter((state) => (states[state] ?? 0) > 0);
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2} size="h5">
          {title}
        </Title>
        <StateProgress states={states} size={12} />
        <Group gap={6}>
          {present.map((state) => (
            <Badge key={state} variant="light" color={STATE_COLORS[state]} tt="none">
              {t(`workflow.${state}`)} {t.number(states[state] ?? 0)}
            </Badge>
          ))}
        </Group>
        <Forecast forecast={forecast} />
      </Stack>
    </Paper>
  );
}

function Forecast({ forecast }: Pick<Statistics, 'forecast'>) {
  const t = useT();
  return <Text size="sm">{forecastText(forecast, t)}</Text>;
}

function forecastText({ remaining, per_day, days, done_on }: Statistics['forecast'], t: T): string {
  if (remaining === 0) return t('quality.allDone');
  if (done_on === null) return t('quality.noForecast', { remaining });
  return t('quality.forecast', {
    remaining,
    days: t('quality.lastDays', { count: days }),
    rate: t.number(per_day, { maximumFractionDigits: 1 }),
    day: t.date(`${done_on}T12:00:00`),
  });
}
