/** Rows in the order of a figure; those without it come last, whichever way. Pure. */

export interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}

/** By name where `sorting` is by none of the figures. */
export function sorted<Row>(
  rows: readonly Row[],
  figure: (row: Row) => number | null,
  name: (row: Row) => string,
  { key, isDescending }: Sorting,
): Row[] {
  const sign = isDescending ? -1 : 1;
  const byName = (a: Row, b: Row): number => name(a).localeCompare(name(b));
  return [...rows].sort((a, b) => {
    if (key === 'person') return sign * byName(a, b);
    const [one, other] = [figure(a), figure(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    return sign * (one - other) || byName(a, b);
  });
}
