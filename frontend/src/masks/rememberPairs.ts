/** An operation on two masks whose results are kept as long as both masks are: the same two give the same object again. */
import type { Rle } from '../protocol/rle';

export function rememberPairs(combine: (a: Rle, b: Rle) => Rle): (a: Rle, b: Rle) => Rle {
  const known = new WeakMap<Rle, WeakMap<Rle, Rle>>();
  return (a, b) => {
    const found = known.get(a)?.get(b);
    if (found !== undefined) return found;
    const made = combine(a, b);
    const row = known.get(a) ?? new WeakMap<Rle, Rle>();
    known.set(a, row.set(b, made));
    return made;
  };
}
