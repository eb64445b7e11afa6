/**
 * Set algebra of masks on their run lengths: the cost is the number of runs, never the number of pixels, so it is the
 * same on a thumbnail and on a hundred megapixels. Results are canonical: runs merged, nothing empty but the first
 * run, byte for byte what pycocotools writes for the same pixels.
 */
import { decodeCounts, encodeCounts, type Rle, rleArea } from '../protocol/rle';
import type { Rect } from './rect';

/** [height, width] in pixels */
export type MaskSize = Rle['size'];

/** A window of a mask: `bits` are row-major zeros and ones of the rectangle's pixels. */
export interface Patch {
  readonly rect: Rect;
  readonly bits: Uint8Array;
}

export function emptyMask(size: MaskSize): Rle {
  return { size, counts: encodeCounts([size[0] * size[1]]) };
}

/** Pixels of either. */
export function union(a: Rle, b: Rle): Rle {
  return combine(a, b, (inA, inB) => inA || inB);
}

/** Pixels of `a` that are not of `b`. */
export function subtract(a: Rle, b: Rle): Rle {
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** Pixels of both. */
export function intersect(a: Rle, b: Rle): Rle {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** Number of mask pixels. */
export const area = rleArea;

export function isEmptyMask(rle: Rle): boolean {
  return rleArea(rle) === 0;
}

/** The smallest rectangle around the mask, null when it is empty. */
export function bbox(rle: Rle): Rect | null {
  const height = rle.size[0];
  const runs = decodeCounts(rle.counts);
  let [x0, y0, x1, y1] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  let start = 0;
  for (let index = 0; index < runs.length; index++) {
    const end = start + (runs[index] as number);
    if (index & 1 && end > start) {
      const first = Math.floor(start / height);
      const last = Math.floor((end - 1) / height);
      x0 = Math.min(x0, first);
      x1 = Math.max(x1, last + 1);
      const isOneColumn = first === last;
      y0 = Math.min(y0, isOneColumn ? start - first * height : 0);
      y1 = Math.max(y1, isOneColumn ? end - first * height : height);
    }
    start = end;
  }
  return x1 === 0 ? null : { x0, y0, x1, y1 };
}

/** A mask of this size that is what the patch says inside the patch's rectangle and empty around it. */
export function maskFromPatch(size: MaskSize, { rect, bits }: Patch): Rle {
  const height = size[0];
  const width = rect.x1 - rect.x0;
  const runs = new RunWriter();
  for (let x = rect.x0; x < rect.x1; x++) {
    const column = x * height;
    let index = x - rect.x0;
    for (let y = rect.y0; y < rect.y1; y++, index += width)
      if (bits[index] !== 0) runs.add(column + y, column + y + 1);
  }
  return runs.finish(size);
}

/** The pixels of a mask inside a rectangle (which must lie in the image). */
export function patchOf(rle: Rle, rect: Rect): Patch {
  const height = rle.size[0];
  const width = rect.x1 - rect.x0;
  const bits = new Uint8Array(width * (rect.y1 - rect.y0));
  const runs = decodeCounts(rle.counts);
  let start = 0;
  for (let index = 0; index < runs.length && start < rect.x1 * height; index++) {
    const end = start + (runs[index] as number);
    if (index & 1) {
      const last = Math.min(rect.x1 - 1, Math.floor((end - 1) / height));
      for (let x = Math.max(rect.x0, Math.floor(start / height)); x <= last; x++) {
        const stop = Math.min(rect.y1, end - x * height);
        for (let y = Math.max(rect.y0, start - x * height); y < stop; y++) {
          bits[(y - rect.y0) * width + (x - rect.x0)] = 1;
        }
      }
    }
    start = end;
  }
  return { rect, bits };
}

/**
 * Writes run lengths from stretches of mask pixels in rising order: `start` (inside) to `end` (outside) count the
 * pixels of the image down its columns. Neighbouring stretches become one run.
 */
export class RunWriter {
  /** Zeros and ones in turn. */
  readonly #runs: number[] = [];
  #end = 0;

  add(start: number, end: number): void {
    if (end <= start) return;
    if (start < this.#end) throw new RangeError(`pixel ${start} comes after pixel ${this.#end - 1}`);
    const last = this.#runs.length - 1;
    if (start > this.#end || last < 0) this.#runs.push(start - this.#end, end - start);
    else this.#runs[last] = (this.#runs[last] as number) + end - start;
    this.#end = end;
  }

  finish(size: MaskSize): Rle {
    if (this.#runs.length === 0) return emptyMask(size);
    const rest = size[0] * size[1] - this.#end;
    if (rest < 0) throw new RangeError(`the mask ends at pixel ${this.#end} of ${size[0]} x ${size[1]}`);
    return { size, counts: encodeCounts(rest > 0 ? [...this.#runs, rest] : this.#runs) };
  }
}

/** Walk both masks at once, from one change of either to the next. */
function combine(a: Rle, b: Rle, keep: (inA: boolean, inB: boolean) => boolean): Rle {
  const [height, width] = a.size;
  if (b.size[0] !== height || b.size[1] !== width) {
    throw new RangeError(
      `masks of ${height} x ${width} and ${b.size[0]} x ${b.size[1]} pixels do not fit together`,
    );
  }
  const [runsA, runsB] = [decodeCounts(a.counts), decodeCounts(b.counts)];
  const total = height * width;
  const result = new RunWriter();
  let [indexA, indexB] = [0, 0];
  let [endA, endB] = [runsA[0] ?? total, runsB[0] ?? total];
  let position = 0;
  while (position < total) {
    while (endA <= position && indexA < runsA.length) endA += runsA[++indexA] ?? total;
    while (endB <= position && indexB < runsB.length) endB += runsB[++indexB] ?? total;
    const next = Math.min(endA, endB, total);
    if (keep(indexA % 2 === 1 && indexA < runsA.length, indexB % 2 === 1 && indexB < runsB.length)) {
      result.add(position, next);
    }
    position = next;
  }
  return result.finish(a.size);
}
