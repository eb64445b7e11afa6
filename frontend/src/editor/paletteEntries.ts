/** What the palette offers: every command, label by label, and images that are called so. Pure. */
import type { Image, Label } from '../api/types';
import type { T } from '../i18n/translate';
import type { EditorCommands } from './editorCommands';
import { fuzzyScore } from './fuzzy';
import { BOUND, isDrawing, isHeld, type KeyBindings } from './keyBindings';

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** As `keyText` names it. */
  readonly key?: string | undefined;
  /** CSS colour of a label. */
  readonly colour?: string;
  readonly run: () => void;
}

/** So many are shown at once. */
const MOST_SHOWN = 60;

export function commandEntries(commands: EditorCommands, keys: KeyBindings, t: T): PaletteEntry[] {
  return BOUND.flatMap(({ command, text }) => {
    if (isHeld(command) || isDrawing(command) || command === 'showPalette') return [];
    return [{ id: command, title: t(text), key: keys.get(command)?.[0], run: commands[command] }];
  });
}

/** `digits`: the digit of a label by its id. */
export function labelEntries(
  labels: readonly Label[],
  digits: ReadonlyMap<number, string>,
  choose: (id: number) => void,
  t: T,
): PaletteEntry[] {
  return labels.map(({ id, name, color }) => ({
    id: `label-${id}`,
    title: t('palette.label', { label: name }),
    key: digits.get(id),
    colour: color,
    run: () => choose(id),
  }));
}

export function imageEntries(images: readonly Image[], open: (id: string) => void, t: T): PaletteEntry[] {
  return images.map(({ id, name }) => ({
    id: `image-${id}`,
    title: t('palette.image', { image: name }),
    run: () => open(id),
  }));
}

/** "17" and "#17", in the digits of any width: the place in the list that was typed, counted from 1; else null. */
export function typedNumber(query: string): number | null {
  const digits = /^#?\s*(\d{1,15})$/.exec(query.normalize('NFKC').trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The image that stands there in the list of `count`; none where the list has no such place. */
export function numberEntries(
  number: number | null,
  count: number,
  open: (index: number) => void,
  t: T,
): PaletteEntry[] {
  if (number === null || number < 1 || number > count) return [];
  return [{ id: 'number', title: t('palette.number', { number, all: count }), run: () => open(number - 1) }];
}

/** Those that fit what was typed, the best first; those that fit equally well keep their order. */
export function fitting(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  return entries
    .map((entry) => ({ entry, score: fuzzyScore(query, entry.title) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (query.trim() === '' ? 0 : (b.score as number) - (a.score as number)))
    .slice(0, MOST_SHOWN)
    .map(({ entry }) => entry);
}
