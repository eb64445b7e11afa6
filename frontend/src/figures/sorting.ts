/** Rows in the order of a figure; those without it come last, whichever way. In the address as `-images`. Pure. */

export interface Sorting {
  /** NAME, or the key of a figure. */
  readonly key: string;
  readonly isDescending: boolean;
}

export const NAME = 'name';

export function sorted<Row>(
  rows: readonly Row[],
  figure: (row: Row) => number | null,
  name: (row: Row) => string,
  { key, isDescending }: Sorting,
): Row[] {
  const sign = isDescending ? -1 : 1;
  const byName = (a: Row, b: Row): number => name(a).localeCompare(name(b));
  return [...rows].sort((a, b) => {
    if (key === NAME) return sign * byName(a, b);
    const [one, other] = [figure(a), figure(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    return sign * (one - other) || byName(a, b);
  });
}

/** `text` of the address; what is none of `keys` counts as `otherwise`. */
export function sortingOf(text: string | null, keys: readonly string[], otherwise: Sorting): Sorting {
  const isDescending = text?.startsWith('-') ?? false;
  const key = isDescending ? text?.slice(1) : text;
  return key && [NAME, ...keys].includes(key) ? { key, isDescending } : otherwise;
}

export function sortingText({ key, isDescending }: Sorting): string {
  return isDescending ? `-${key}` : key;
}
