import { Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Tooltip } from '@mantine/core';
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import type { Statistics, Totals } from '../api/types';
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';
import { decimal, duration, secondsText, share, signedPoints, signedShare } from './figureText';
import { daysOf } from './period';
import { change } from './series';

interface Figure {
  readonly name: PlainKey;
  readonly hint: PlainKey | null;
  readonly of: (totals: Totals) => number | null;
  readonly text: (value: number | null, t: T) => string;
  /** Which way is good: up, down, or neither. */
  readonly good: 1 | -1 | 0;
  /** A share changes by points, all else by a part of what it was. */
  readonly isShare?: boolean;
}

const GOLD = 'quality.goldScore';
const whole = (value: number | null, t: T) => t.number(value ?? 0);

const FIGURES: readonly Figure[] = [
  { name: 'quality.images', hint: 'quality.imagesHint', of: ({ images }) => images, text: whole, good: 1 },
  { name: 'quality.objects', hint: null, of: ({ objects }) => objects, text: whole, good: 1 },
  {
    name: 'quality.activeTime',
    hint: 'quality.activeTimeHint',
    of: ({ seconds }) => seconds,
    text: (value, t) => duration(value ?? 0, t),
    good: 0,
  },
  {
    name: 'quality.timePerObject',
    hint: 'quality.perObjectHint',
    of: ({ seconds_per_object }) => seconds_per_object,
    text: secondsText,
    good: -1,
  },
  {
    name: 'quality.clicksPerObject',
    hint: 'quality.perObjectHint',
    of: ({ clicks_per_object }) => clicks_per_object,
    text: decimal,
    good: -1,
  },
  {
    name: 'quality.acceptance',
    hint: 'quality.acceptanceHint',
    of: ({ acceptance }) => acceptance,
    text: share,
    good: 1,
    isShare: true,
  },
  {
    name: GOLD,
    hint: 'quality.goldHint',
    of: ({ gold_score }) => gold_score,
    text: (value, t) => share(value, t, 1),
    good: 1,
    isShare: true,
  },
  {
    name: 'quality.agreement',
    hint: 'quality.agreementHint',
    of: ({ agreement }) => agreement,
    text: (value, t) => share(value, t, 1),
    good: 1,
    isShare: true,
  },
];

interface FigureCardsProps {
  statistics: Statistics;
  /** Of who reads them: people below reviewer are not told how they did on gold images. */
  isOwn?: boolean;
}

/** The main figures of the period, each with its change against as many days before. */
export function FigureCards({ statistics, isOwn = false }: FigureCardsProps) {
  const { totals, before, from, to } = statistics;
  const t = useT();
  const isComparable = before.images + before.reworked > 0;
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
        {FIGURES.filter((figure) => !isOwn || figure.name !== GOLD || totals.gold_score !== null).map(
          (figure) => (
            <FigureCard
              key={figure.name}
              figure={figure}
              totals={totals}
              before={isComparable ? before : null}
            />
          ),
        )}
      </SimpleGrid>
      {!isComparable && (
        <Text size="xs" c="dimmed">
          {t('quality.noBefore', { count: daysOf({ from, to }).length })}
        </Text>
      )}
    </Stack>
  );
}

interface FigureCardProps {
  figure: Figure;
  totals: Totals;
  /** null: nothing was done then. */
  before: Totals | null;
}

function FigureCard({ figure, totals, before }: FigureCardProps) {
  const t = useT();
  const [now, then] = [figure.of(totals), before && figure.of(before)];
  return (
    <Paper withBorder p="md">
      <Tooltip
        label={figure.hint ? t(figure.hint) : ''}
        disabled={!figure.hint}
        multiline
        maw={320}
        openDelay={200}
      >
        <Text size="sm" c="dimmed" truncate tabIndex={figure.hint ? 0 : undefined} w="fit-content" maw="100%">
          {t(figure.name)}
        </Text>
      </Tooltip>
      <Group gap="xs" align="baseline" mt={4}>
        <Text fz={{ base: 20, md: 26 }} fw={650} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {figure.text(now, t)}
        </Text>
        <Change figure={figure} now={now} then={then} />
      </Group>
      {before !== null && (
        <Text size="xs" c="dimmed" mt={2}>
          {t('quality.before', { value: figure.text(then, t) })}
        </Text>
      )}
    </Paper>
  );
}

const ICONS = { 1: IconArrowUpRight, 0: IconArrowRight, [-1]: IconArrowDownRight } as const;

function Change({ figure, now, then }: { figure: Figure; now: number | null; then: number | null }) {
  const t = useT();
  const by = figure.isShare ? difference(now, then) : change(now, then);
  if (by === null) return null;
  const direction = Math.abs(by) < 0.005 ? 0 : by > 0 ? 1 : -1;
  const color = direction * figure.good === 0 ? 'gray' : direction === figure.good ? 'teal' : 'red';
  const Icon = ICONS[direction];
  return (
    <Group gap={4} wrap="nowrap">
      <ThemeIcon size={18} variant="light" color={color} aria-hidden>
        <Icon size={14} />
      </ThemeIcon>
      <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
        {figure.isShare ? signedPoints(by, t) : signedShare(by, t)}
      </Text>
    </Group>
  );
}

function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then;
}
