import type { T } from '../../i18n/translate';

/** Why so many images are left out of a change. */
export function refusalSentence(t: T, reason: string, count: number): string {
  switch (reason) {
    case 'held':
      return t('bulk.refused_held', { count });
    case 'gold':
      return t('bulk.refused_gold', { count });
    case 'not-handed-in':
      return t('bulk.refused_state', { count });
    case 'too-many':
    case 'metadata-full':
      return t('bulk.refused_full', { count });
    default:
      return t('bulk.refused_since', { count });
  }
}
