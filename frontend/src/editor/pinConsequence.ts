import type { T } from '../i18n/translate';

/** What giving an image another model changes, before it is done. `isServed`: a running worker has that model. */
export function pinConsequence(model: string, isServed: boolean, t: T): string {
  const first = t('editor.pinChange', { model });
  return isServed ? first : t('common.sentences', { first, second: t('editor.pinUnserved') });
}
