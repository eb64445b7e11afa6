/** Figures as people read them, in their language. */
import { percent } from '../i18n/percent';
import type { T } from '../i18n/translate';

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

export function duration(seconds: number, t: T): string {
  const [value, unit] =
    seconds >= 3600
      ? [seconds / 3600, 'hour']
      : seconds >= 60
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  const maximumFractionDigits = value >= 10 ? 0 : 1;
  return t.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });
}

export function secondsText(value: number | null, t: T): string {
  if (value === null) return t('quality.unknown');
  return t.number(value, { style: 'unit', unit: 'second', unitDisplay: 'narrow', ...ONE_DIGIT });
}

export function decimal(value: number | null, t: T): string {
  return value === null ? t('quality.unknown') : t.number(value, ONE_DIGIT);
}

/** `value` of 1. */
export function share(value: number | null, t: T, digits = 0): string {
  return value === null ? t('quality.unknown') : percent(100 * value, t, digits);
}

/** `value` of 1, with its sign: "+12 %". */
export function signedShare(value: number, t: T): string {
  const number = t.number(100 * value, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  return t('common.percent', { value: number });
}

export function signedPoints(value: number, t: T): string {
  const number = t.number(100 * value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return t('quality.points', { value: number });
}
