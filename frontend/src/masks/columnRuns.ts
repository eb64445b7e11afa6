/**
 * A mask as stretches of rows, column by column: what the geometry of whole masks works on. It takes room and time by
 * the length of the outline, so an object that fills a hundred megapixels needs no bitmap of them.
 */
import { forEachColumnRun, type Rle } from '../protocol/rle';
import { type MaskSize, RunWriter } from './rleAlgebra';

/** Stretch `k` is the rows starts[k] (inside) to ends[k] (outside) of its column; stretches of a column ascend. */
export interface ColumnRuns {
  readonly size: MaskSize;
  /** The first column that is described; the others follow it without a gap. */
  readonly x0: number;
  /** Column x0 + i holds the stretches offsets[i] (inside) to offsets[i + 1] (outside). */
  readonly offsets: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The columns of a mask from its first to its last one that holds a pixel; none for an empty mask. */
export function columnRunsOf(rle: Rle): ColumnRuns {
  const runs = new ColumnRunsWriter(rle.size);
  forEachColumnRun(rle, (x, start, end) => {
    runs.moveTo(x);
    runs.add(start, end);
  });
  return runs.finish();
}

/** `isKept` chooses among the stretches by their number; all without it. Stretches of a column may touch. */
export function rleOfRuns(runs: ColumnRuns, isKept?: (stretch: number) => boolean): Rle {
  const writer = new RunWriter();
  const height = runs.size[0];
  forEachStretch(runs, (x, start, end, stretch) => {
    if (isKept === undefined || isKept(stretch)) writer.add(x * height + start, x * height + end);
  });
  return writer.finish(runs.size);
}

export function forEachStretch(
  { x0, offsets, starts, ends }: ColumnRuns,
  visit: (x: number, start: number, end: number, stretch: number) => void,
): void {
  for (let column = 0; column + 1 < offsets.length; column++) {
    const stop = offsets[column + 1] as number;
    for (let stretch = offsets[column] as number; stretch < stop; stretch++) {
      visit(x0 + column, starts[stretch] as number, ends[stretch] as number, stretch);
    }
  }
}

/** Number of columns described. */
export function columnCount({ offsets }: ColumnRuns): number {
  return offsets.length - 1;
}

/** The stretches of image column `x`: from (inside) and to (outside); none outside what is described. */
export function stretchesOf({ x0, offsets }: ColumnRuns, x: number): readonly [from: number, to: number] {
  const column = x - x0;
  if (column < 0 || column + 1 >= offsets.length) return [0, 0];
  return [offsets[column] as number, offsets[column + 1] as number];
}

/** The first row of any stretch and the last, outside; null for an empty mask. */
export function rowRange({ starts, ends }: ColumnRuns): readonly [top: number, bottom: number] | null {
  let [top, bottom] = [Number.POSITIVE_INFINITY, 0];
  for (let stretch = 0; stretch < starts.length; stretch++) {
    top = Math.min(top, starts[stretch] as number);
    bottom = Math.max(bottom, ends[stretch] as number);
  }
  return bottom === 0 ? null : [top, bottom];
}

/** Takes stretches in rising order of columns, and of rows inside a column. */
export class ColumnRunsWriter {
  readonly #size: MaskSize;
  readonly #offsets: number[] = [0];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #x0: number | null = null;

  constructor(size: MaskSize) {
    this.#size = size;
  }

  /** What is added from now on lies in column `x`. */
  moveTo(x: number): void {
    this.#x0 ??= x;
    while (this.#x0 + this.#offsets.length <= x) this.#offsets.push(this.#starts.length);
  }

  add(start: number, end: number): void {
    if (end <= start) return;
    this.#starts.push(start);
    this.#ends.push(end);
  }

  finish(): ColumnRuns {
    const offsets = this.#x0 === null ? this.#offsets : [...this.#offsets, this.#starts.length];
    return { size: this.#size, x0: this.#x0 ?? 0, offsets, starts: this.#starts, ends: this.#ends };
  }
}
