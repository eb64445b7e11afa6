import { expect, it } from 'vitest';
import type { Statistics } from '../api/types';
import { agreementSeries, change, mondayOf, workSeries } from './series';

type Day = Statistics['daily'][number];

function day(name: string, fields: Partial<Day>): Day {
  const zero = {
    images: 0,
    reworked: 0,
    objects: 0,
    seconds: 0,
    clicks: 0,
    strokes: 0,
    accepted: 0,
    rejected: 0,
  };
  const rest = { fixed_objects: 0, seconds_per_object: null, clicks_per_object: null, acceptance: null };
  return { day: name, ...zero, ...rest, ...fields };
}

it('has a row for days without work, whose time per object is unknown and not nothing', () => {
  const { rows, isWeekly } = workSeries([day('2026-03-02', { images: 2, objects: 4, seconds: 20 })], {
    from: '2026-03-01',
    to: '2026-03-03',
  });
  expect(isWeekly).toBe(false);
  expect(rows.map((row) => [row.day, row.images, row.secondsPerObject])).toEqual([
    ['2026-03-01', 0, null],
    ['2026-03-02', 2, 5],
    ['2026-03-03', 0, null],
  ]);
});

it('adds long periods up by weeks: sums, not means of means', () => {
  const worked = [
    day('2026-03-02', { objects: 1, seconds: 10 }),
    day('2026-03-08', { objects: 9, seconds: 30 }),
    day('2026-03-09', { objects: 2, seconds: 6 }),
  ];
  const { rows, isWeekly } = workSeries(worked, { from: '2026-01-01', to: '2026-06-30' });
  expect(isWeekly).toBe(true);
  const found = rows.filter(({ objects }) => objects > 0);
  expect(found.map((row) => [row.day, row.secondsPerObject])).toEqual([
    ['2026-03-02', 4],
    ['2026-03-09', 3],
  ]);
});

it('knows the Monday of every day of a week', () => {
  expect(['2026-03-02', '2026-03-05', '2026-03-08'].map(mondayOf)).toEqual(Array(3).fill('2026-03-02'));
  expect(mondayOf('2026-03-09')).toBe('2026-03-09');
});

it('puts both kinds of agreement of a week into one row', () => {
  const rows = agreementSeries([
    { week: '2026-03-02', kind: 'gold', mean_iou: 0.8, dice: 0, pq: 0, comparisons: 1 },
    { week: '2026-03-02', kind: 'pair', mean_iou: 0.7, dice: 0, pq: 0, comparisons: 1 },
    { week: '2026-03-09', kind: 'pair', mean_iou: 0.5, dice: 0, pq: 0, comparisons: 1 },
  ]);
  expect(rows).toEqual([
    { week: '2026-03-02', gold: 80, pair: 70 },
    { week: '2026-03-09', gold: null, pair: 50 },
  ]);
});

it('tells a change only where there was something before', () => {
  expect(change(3, 2)).toBeCloseTo(0.5);
  expect(change(3, 0)).toBeNull();
  expect(change(null, 2)).toBeNull();
});
