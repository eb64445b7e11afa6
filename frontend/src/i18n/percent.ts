import type { T } from './translate';

/** "8.1 %"; `value` of 100, with exactly that many digits behind the point. */
export function percent(value: number, t: T, digits = 0): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return t('common.percent', { value: t.number(value, options) });
}
