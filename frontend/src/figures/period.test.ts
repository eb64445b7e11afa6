import { expect, it } from 'vitest';
import { daysOf, periodOf, plusDays } from './period';

const TODAY = '2026-03-31';
const at = (query: string) => periodOf(new URLSearchParams(query), TODAY);

it('is the last thirty days unless the address says otherwise', () => {
  expect(at('')).toEqual({ from: '2026-03-02', to: TODAY, length: 30 });
  expect(at('days=7')).toEqual({ from: '2026-03-25', to: TODAY, length: 7 });
});

it('is what the address says', () => {
  expect(at('from=2026-01-05&to=2026-02-01')).toEqual({ from: '2026-01-05', to: '2026-02-01', length: null });
});

it.each(['days=8', 'from=2026-03-09&to=2026-03-01', 'from=yesterday&to=2026-03-01', 'from=2026-03-01'])(
  'takes %s for the last thirty days',
  (query) => {
    expect(at(query).length).toBe(30);
  },
);

it('has every day once, also where clocks are changed', () => {
  expect(daysOf({ from: '2026-02-27', to: '2026-03-02' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ]);
  expect(daysOf({ from: '2026-01-01', to: '2026-12-31' })).toHaveLength(365);
  expect(plusDays('2026-03-29', 1)).toBe('2026-03-30');
});
