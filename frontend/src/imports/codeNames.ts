/** The codes of import reports in words. */
import { en } from '../i18n/en';
import type { T } from '../i18n/translate';

/** The code itself where a newer server has one that we have no words for. */
export function reasonName(code: string, t: T): string {
  if (isNamed(en.importReasons, code)) return t(`importReasons.${code}`);
  return isNamed(en.problems, code) ? t(`problems.${code}`) : code;
}

export function noteName(code: string, number: number, t: T): string {
  return isNamed(en.importNotes, code)
    ? t(`importNotes.${code}`, { number })
    : `${code}: ${t.number(number)}`;
}

function isNamed<Area extends object>(area: Area, name: string): name is keyof Area & string {
  return Object.hasOwn(area, name);
}
