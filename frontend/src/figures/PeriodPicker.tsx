import { Button, Group, Popover, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useT } from '../i18n/useT';
import { isDay, LENGTHS, type Period } from './period';

/** The last days, or days of one's choice; what is chosen stands in the address. */
export function PeriodPicker({ period }: { period: Period }) {
  const t = useT();
  const [, setParams] = useSearchParams();
  const change = (values: Record<string, string>): void =>
    setParams(
      (before) => {
        for (const name of ['days', 'from', 'to']) before.delete(name);
        for (const [name, value] of Object.entries(values)) before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return (
    <Group gap="xs">
      <SegmentedControl
        aria-label={t('quality.period')}
        size="sm"
        value={period.length === null ? '' : String(period.length)}
        onChange={(days) => change({ days })}
        data={LENGTHS.map((count) => ({ value: String(count), label: t('quality.lastDays', { count }) }))}
      />
      <CustomDays
        key={`${period.from} ${period.to}`}
        period={period}
        onChoose={(from, to) => change({ from, to })}
      />
    </Group>
  );
}

interface CustomDaysProps {
  period: Period;
  onChoose: (from: string, to: string) => void;
}

function CustomDays({ period, onChoose }: CustomDaysProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const isUsable = isDay(from) && isDay(to) && from <= to;
  const title =
    period.length === null
      ? t('quality.range', { from: t.day(period.from), to: t.day(period.to) })
      : t('quality.custom');
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={period.length === null ? 'light' : 'default'}
          leftSection={<IconCalendar size={16} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isUsable) return;
            setOpen(false);
            onChoose(from, to);
          }}
        >
          <Stack gap="xs" w={220}>
            <TextInput
              type="date"
              label={t('quality.from')}
              value={from}
              max={to}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              label={t('quality.to')}
              value={to}
              min={from}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Text size="xs" c="dimmed">
              {t('quality.daysUtc')}
            </Text>
            <Button type="submit" disabled={!isUsable}>
              {t('quality.apply')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
