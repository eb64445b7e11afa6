/**
 * The round tip of the brush in whole pixels, and what it covers on the way from one place to the next.
 *
 * The tip of an odd size is the circle of the midpoint algorithm around the pixel under the pointer (1 pixel, a plus,
 * 21 of 5 x 5 ...), that of an even size lies around the pixel corner nearest to it (2 x 2, 4 x 4 without corners ...).
 */
import type { ImagePoint } from '../canvas/geometry';
import type { ColumnRunVisitor } from '../protocol/rle';

export const MIN_BRUSH = 1;
export const MAX_BRUSH = 500;

/** Column `k` of the tip's `size` x `size` square holds its rows `starts[k]` (inside) to `ends[k]` (outside). */
export interface BrushTip {
  readonly size: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Top-left pixel of the tip's square; may lie outside the image. */
export type TipPlace = readonly [x: number, y: number];

const tips = new Map<number, BrushTip>();

/** `size`: diameter in image pixels, a whole number from 1. */
export function brushTip(size: number): BrushTip {
  const known = tips.get(size);
  if (known !== undefined) return known;
  const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
  // All in half pixels, so that the numbers are whole for even sizes too.
  const limit = Math.max(1, size * size - 1);
  for (let column = 0; column < size; column++) {
    const across = 2 * column - (size - 1);
    let down = size - 1;
    while (across * across + down * down >= limit) down -= 2;
    starts[column] = (size - 1 - down) / 2;
    ends[column] = (size - 1 + down) / 2 + 1;
  }
  const tip = { size, starts, ends };
  tips.set(size, tip);
  return tip;
}

/** Where the tip lies when the pointer is at `point`. */
export function tipPlace(point: ImagePoint, size: number): TipPlace {
  const shift = size % 2 === 0 ? 0.5 : 0;
  return [Math.floor(point[0] + shift) - (size >> 1), Math.floor(point[1] + shift) - (size >> 1)];
}

/**
 * Visit, column by column, all pixels that the tip covers on a straight way. It moves by single pixels, so no gap is
 * left however far apart the two places are; what a column holds is one stretch, because the tip is round.
 */
export function sweepTip(tip: BrushTip, from: TipPlace, to: TipPlace, visit: ColumnRunVisitor): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const steps = Math.max(Math.abs(dx), Math.abs(dy), 1);
  const left = Math.min(from[0], to[0]);
  const width = Math.abs(dx) + tip.size;
  const starts = new Int32Array(width).fill(0x7fffffff);
  const ends = new Int32Array(width).fill(-0x80000000);
  for (let step = 0; step <= steps; step++) {
    const x = from[0] + Math.round((dx * step) / steps) - left;
    const y = from[1] + Math.round((dy * step) / steps);
    for (let column = 0; column < tip.size; column++) {
      const [start, end] = [y + (tip.starts[column] as number), y + (tip.ends[column] as number)];
      if (start < (starts[x + column] as number)) starts[x + column] = start;
      if (end > (ends[x + column] as number)) ends[x + column] = end;
    }
  }
  for (let column = 0; column < width; column++) {
    visit(left + column, starts[column] as number, ends[column] as number);
  }
}

/** The next size up or down: single pixels while small, about a tenth from there on. */
export function steppedSize(size: number, direction: 1 | -1): number {
  const step = Math.max(1, Math.round((direction === 1 ? size : size / 1.1) / 10));
  return Math.min(MAX_BRUSH, Math.max(MIN_BRUSH, size + direction * step));
}
