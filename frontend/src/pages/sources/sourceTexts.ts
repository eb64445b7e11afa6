/** What is said of a source: where it is, how often it is looked at, why it cannot be read. */
import type { Problem, Source } from '../../api/types';
import { en } from '../../i18n/en';
import type { T } from '../../i18n/translate';

export const INTERVALS = [0, 5, 15, 60, 360, 1440] as const;

export function placeText({ kind, place }: Source): string {
  if (!place) return '';
  if (kind === 'folder') return place.path ? `${place.root}/${place.path}` : (place.root ?? '');
  const host = { s3: place.endpoint, azure: place.account, gcs: '' }[kind];
  return [host, place.bucket, place.prefix].filter(Boolean).join(' / ');
}

export function intervalText(minutes: number, t: T): string {
  if (minutes === 0) return t('imageSources.by_hand');
  if (minutes % 60 === 0) return t('imageSources.hours', { count: minutes / 60 });
  return t('imageSources.minutes', { count: minutes });
}

/** In the reader's language where we have words for the code; the server's English says more, so English keeps it. */
export function reasonText({ code, detail }: Problem, t: T): string {
  return t.language !== 'en' && isKnown(code) ? t(`sourceReasons.${code}`) : detail;
}

const NUMBERS = ['added', 'unchanged', 'duplicates', 'waiting', 'failed', 'vanished'] as const;

/** What the last sync came to; a number that is zero says nothing, except that nothing was added. */
export function countTexts(counts: NonNullable<Source['counts']>, t: T): string[] {
  const leftOut = counts.refused + counts.refused_before;
  const passed = Object.values(counts.passed_over).reduce((sum, count) => sum + count, 0);
  return [
    ...NUMBERS.filter((name) => name === 'added' || counts[name] > 0).map((name) =>
      t(`sourceCounts.${name}`, { n: counts[name] }),
    ),
    ...(leftOut > 0 ? [t('sourceCounts.refused', { n: leftOut })] : []),
    ...(passed > 0 ? [t('sourceCounts.passed', { n: passed })] : []),
  ];
}

function isKnown(code: string): code is keyof typeof en.sourceReasons {
  return code in en.sourceReasons;
}
