/** Which objects the list shows, and in what order. Pure. */
import type { Uuid } from '../protocol/messages';
import type { VisibleObject } from '../store/visibleDocument';

/** As they were made; the worst predicted quality first. */
export const ORDERS = ['made', 'quality'] as const;
export type Order = (typeof ORDERS)[number];

export interface Listed<T = VisibleObject> {
  readonly object: T;
  /** From 1, as it was made; it stays whatever the list shows. */
  readonly number: number;
}

type Listable = Pick<VisibleObject, 'id' | 'label' | 'quality' | 'source'>;

/**
 * `query`: words that must all be found in the name of the label or of the source; a number, or two with a dash
 * between them, is the object's own.
 */
export function listed<T extends Listable>(
  objects: ReadonlyMap<Uuid, T>,
  query: string,
  order: Order,
  labelName: (object: T) => string,
  sourceName: (object: T) => string,
): Listed<T>[] {
  const tests = query.toLowerCase().split(/\s+/).filter(Boolean).map(testOf);
  const found: Listed<T>[] = [];
  let number = 0;
  for (const object of objects.values()) {
    number++;
    const words = tests.length === 0 ? '' : `${labelName(object)} ${sourceName(object)}`.toLowerCase();
    if (tests.every((isFound) => isFound(number, words))) found.push({ object, number });
  }
  if (order === 'quality') found.sort((a, b) => (a.object.quality ?? 2) - (b.object.quality ?? 2));
  return found;
}

function testOf(word: string): (number: number, words: string) => boolean {
  const match = /^#?(\d+)(?:[-–](\d+))?$/.exec(word);
  if (match === null) return (_, words) => words.includes(word);
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return (number, words) => (number >= first && number <= last) || words.includes(word);
}
