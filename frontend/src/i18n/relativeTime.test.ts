import { expect, it } from 'vitest';
import { en } from './en';
import { relativeTime } from './relativeTime';
import { createT } from './translate';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const SECOND = 1000;

it.each([
  [-90, 0, 'second'],
  [0, 0, 'second'],
  [59, 0, 'second'],
  [60, -1, 'minute'],
  [3_599, -59, 'minute'],
  [7_200, -2, 'hour'],
  [6 * 86_400, -6, 'day'],
])('%d seconds ago is %d of a %s', (seconds, value, unit) => {
  expect(relativeTime(NOW - seconds * SECOND, NOW)).toEqual({ value, unit });
});

it('gives way to the date after a week', () => {
  expect(relativeTime(NOW - 7 * 86_400 * SECOND, NOW)).toBeNull();
  const t = createT('en', en);
  expect(t.ago('2026-11-01T12:00:00Z', NOW)).toBe('Nov 1, 2026');
  expect(t.ago('2026-11-26T11:55:00Z', NOW)).toBe('5 minutes ago');
  expect(t.ago('2026-11-26T12:00:20Z', NOW)).toBe('now');
});
