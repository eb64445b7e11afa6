/** The formats of files in words. */
import { en } from '../i18n/en';
import type { T } from '../i18n/translate';

export type Format = keyof typeof en.formats;

const ALL = Object.keys(en.formats) as Format[];
/** Everything of a project: a kind of job of its own, and restored as a project of its own. */
export const BACKUP: Format = 'stipple';
export const READ: readonly Format[] = ALL.filter(
  (format) => format !== 'coco+labelmap' && format !== BACKUP,
);
export const WRITTEN: readonly Format[] = ALL.filter(
  (format) => format !== 'cvat-backup' && format !== 'photos' && format !== BACKUP,
);

/** The name itself where a newer server has a format that we have no words for. */
export function formatName(format: string, t: T): string {
  return Object.hasOwn(en.formats, format) ? t(`formats.${format as Format}`) : format;
}
