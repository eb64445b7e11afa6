/** The first pixel of a mask's uppermost row: where a word about it can stand. */
import { forEachColumnRun, type Rle } from '../protocol/rle';

const known = new WeakMap<Rle, readonly [x: number, y: number] | null>();

/** null: the mask is empty, or damaged. */
export function topPixel(rle: Rle): readonly [x: number, y: number] | null {
  let top = known.get(rle);
  if (top === undefined) {
    top = found(rle);
    known.set(rle, top);
  }
  return top;
}

function found(rle: Rle): readonly [x: number, y: number] | null {
  let [left, top] = [0, Number.POSITIVE_INFINITY];
  try {
    forEachColumnRun(rle, (x, yStart) => {
      if (yStart < top) [left, top] = [x, yStart];
    });
  } catch {
    return null; // runs that do not fit their size are reported by the mask layer
  }
  return Number.isFinite(top) ? [left, top] : null;
}
