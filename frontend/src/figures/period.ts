/** The period of the figures lives in the address: `?days=30`, or `?from=2026-03-01&to=2026-03-31`. Pure. */
import type { Days } from '../api/statistics';

export const LENGTHS = [7, 30, 90] as const;
export type Length = (typeof LENGTHS)[number];

export interface Period extends Days {
  /** null: chosen by its first and last day. */
  readonly length: Length | null;
}

const DEFAULT_LENGTH: Length = 30;
const DAY_MS = 86_400_000;

/** `today`: an ISO day. What cannot be read counts as the default. */
export function periodOf(params: URLSearchParams, today: string): Period {
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  if (isDay(from) && isDay(to) && from <= to) return { from, to, length: null };
  const length = LENGTHS.find((known) => String(known) === params.get('days')) ?? DEFAULT_LENGTH;
  return { from: plusDays(today, 1 - length), to: today, length };
}

/** The days of the server's calendar, which is UTC. */
export function todayUtc(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}

export function plusDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Every day of the period, in order. */
export function daysOf({ from, to }: Days): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, step) => plusDays(from, step));
}
