/** What the charts show: one row for every day, or for every week of a long period. Pure. */
import type { Days } from '../api/statistics';
import type { Statistics } from '../api/types';
import { daysOf, plusDays } from './period';

/** Longer periods are shown by weeks. */
const MOST_DAYS = 100;

export interface WorkRow {
  /** The day, or the Monday of the week. */
  readonly day: string;
  readonly images: number;
  readonly reworked: number;
  readonly objects: number;
  readonly seconds: number;
  readonly clicks: number;
  readonly accepted: number;
  readonly rejected: number;
  /** null where nothing was handed in. */
  readonly secondsPerObject: number | null;
  readonly clicksPerObject: number | null;
}

export interface WorkSeries {
  readonly isWeekly: boolean;
  readonly rows: readonly WorkRow[];
}

const ADDED = ['images', 'reworked', 'objects', 'seconds', 'clicks', 'accepted', 'rejected'] as const;
type Added = Record<(typeof ADDED)[number], number>;

export function workSeries(daily: Statistics['daily'], days: Days): WorkSeries {
  const all = daysOf(days);
  const isWeekly = all.length > MOST_DAYS;
  const nameOf = isWeekly ? mondayOf : (day: string) => day;
  const sums = new Map<string, Added>(all.map((day) => [nameOf(day), nothing()]));
  for (const row of daily) {
    const sum = sums.get(nameOf(row.day));
    if (sum) for (const name of ADDED) sum[name] += row[name];
  }
  return { isWeekly, rows: [...sums].map(([day, sum]) => ({ day, ...sum, ...perObject(sum) })) };
}

function nothing(): Added {
  return { images: 0, reworked: 0, objects: 0, seconds: 0, clicks: 0, accepted: 0, rejected: 0 };
}

function perObject({ objects, seconds, clicks }: Added) {
  if (objects === 0) return { secondsPerObject: null, clicksPerObject: null };
  return { secondsPerObject: seconds / objects, clicksPerObject: clicks / objects };
}

export function mondayOf(day: string): string {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return plusDays(day, -((weekday + 6) % 7));
}

export interface AgreementRow {
  readonly week: string;
  /** Of 100; null in a week without comparisons of that kind. */
  readonly gold: number | null;
  readonly pair: number | null;
}

export function agreementSeries(weeks: Statistics['agreement']): AgreementRow[] {
  const rows = new Map<string, { gold: number | null; pair: number | null }>();
  for (const { week, kind, mean_iou } of weeks) {
    const row = rows.get(week) ?? { gold: null, pair: null };
    rows.set(week, { ...row, [kind]: 100 * mean_iou });
  }
  return [...rows].map(([week, row]) => ({ week, ...row }));
}

/** Of 1, by how much `now` differs from `before`; null where that cannot be said. */
export function change(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : now / before - 1;
}
