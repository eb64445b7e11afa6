/** The first pixel of a mask's uppermost row: where a word about it can stand. */
import { forEachColumnRun, type Rle } from '../protocol/rle';

const known = new WeakMap<Rle, readonly [x: number, y: number] | null>();

/** null: the mask is empty. */
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
  forEachColumnRun(rle, (x, yStart) => {
    if (yStart < top) [left, top] = [x, yStart];
  });
  return Number.isFinite(top) ? [left, top] : null;
}
