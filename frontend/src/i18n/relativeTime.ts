/** How long ago something was, in the largest unit that is full. Pure. */

const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const LONGEST_DAYS = 7;

/** null: so long ago that the date says more. What a clock that differs puts into the future is now. */
export function relativeTime(
  thenMs: number,
  nowMs: number,
): { readonly value: number; readonly unit: Intl.RelativeTimeFormatUnit } | null {
  const seconds = Math.max(0, (nowMs - thenMs) / 1000);
  if (seconds >= LONGEST_DAYS * 86_400) return null;
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? [
    'second',
    Number.POSITIVE_INFINITY,
  ];
  return { value: -Math.floor(seconds / length) || 0, unit };
}
