/** Masks moved by whole pixels, into an image of the same or of another size. */
import type { Rle } from '../protocol/rle';
import { columnRunsOf, forEachStretch } from './columnRuns';
import { type MaskSize, RunWriter } from './rleAlgebra';

/** `dx`, `dy` in whole pixels. What comes to lie outside `size` [height, width] is cut off; it may be everything. */
export function moved(rle: Rle, dx: number, dy: number, size: MaskSize = rle.size): Rle {
  const [height, width] = size;
  const runs = new RunWriter();
  forEachStretch(columnRunsOf(rle), (x, start, end) => {
    const column = x + dx;
    if (column < 0 || column >= width) return;
    const [top, bottom] = [Math.max(0, start + dy), Math.min(height, end + dy)];
    runs.add(column * height + top, column * height + bottom);
  });
  return runs.finish(size);
}
