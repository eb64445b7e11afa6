/** The pixels of a polygon: those whose centres lie inside by the even-odd rule. */
import type { ImagePoint } from '../canvas/geometry';
import type { Rle } from '../protocol/rle';
import { type MaskSize, RunWriter } from './rleAlgebra';

/**
 * `corners` in image pixels, closed implicitly; they may lie outside the image, and edges may cross. A centre on an edge
 * belongs to the polygon to its right, or below it, so polygons that share an edge share no pixel and leave none out.
 */
export function polygonMask(corners: readonly ImagePoint[], size: MaskSize): Rle {
  const [height, width] = size;
  const crossings = crossingsByColumn(corners, width);
  const runs = new RunWriter();
  for (const x of [...crossings.keys()].sort((a, b) => a - b)) {
    const rows = (crossings.get(x) as number[]).sort((a, b) => a - b);
    for (let index = 0; index + 1 < rows.length; index += 2) {
      const start = Math.min(height, Math.max(0, rows[index] as number));
      const end = Math.min(height, Math.max(0, rows[index + 1] as number));
      runs.add(x * height + start, x * height + end);
    }
  }
  return runs.finish(size);
}

/** For every column of the image: the first row whose centre lies at or below each edge that crosses its middle. */
function crossingsByColumn(corners: readonly ImagePoint[], width: number): Map<number, number[]> {
  const crossings = new Map<number, number[]>();
  for (const [index, a] of corners.entries()) {
    const b = corners[(index + 1) % corners.length] as ImagePoint;
    // From the left end, whichever way the edge runs: neighbours must agree to the last bit.
    const [left, right] = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a];
    const first = Math.max(0, Math.ceil(left[0] - 0.5));
    const last = Math.min(width, Math.ceil(right[0] - 0.5));
    for (let x = first; x < last; x++) {
      const y = left[1] + ((x + 0.5 - left[0]) * (right[1] - left[1])) / (right[0] - left[0]);
      const row = Math.ceil(y - 0.5);
      const column = crossings.get(x);
      if (column === undefined) crossings.set(x, [row]);
      else column.push(row);
    }
  }
  return crossings;
}
