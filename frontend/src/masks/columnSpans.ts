/**
 * A mask under construction: for each column of the image that holds something, its stretches of rows. It grows with
 * what is drawn and never with the image.
 */
import type { ColumnRunVisitor, Rle } from '../protocol/rle';
import { type MaskSize, RunWriter } from './rleAlgebra';

export class ColumnSpans {
  readonly #size: MaskSize;
  /** Start (inside) and end (outside) in turn; ascending, neither meeting nor touching. */
  readonly #columns = new Map<number, number[]>();

  constructor(size: MaskSize) {
    this.#size = size;
  }

  /** Rows yStart (inside) to yEnd (outside) of column x; what lies outside the image is left out. */
  add(x: number, yStart: number, yEnd: number): void {
    const start = Math.max(0, yStart);
    const end = Math.min(this.#size[0], yEnd);
    if (x < 0 || x >= this.#size[1] || end <= start) return;
    const spans = this.#columns.get(x);
    if (spans === undefined) this.#columns.set(x, [start, end]);
    else insert(spans, start, end);
  }

  /** In no particular order of columns. */
  forEach(visit: ColumnRunVisitor): void {
    for (const [x, spans] of this.#columns) {
      for (let index = 0; index < spans.length; index += 2) {
        visit(x, spans[index] as number, spans[index + 1] as number);
      }
    }
  }

  toMask(): Rle {
    const runs = new RunWriter();
    const height = this.#size[0];
    for (const x of [...this.#columns.keys()].sort((a, b) => a - b)) {
      const spans = this.#columns.get(x) as number[];
      for (let index = 0; index < spans.length; index += 2) {
        runs.add(x * height + (spans[index] as number), x * height + (spans[index + 1] as number));
      }
    }
    return runs.finish(this.#size);
  }
}

/** Put a stretch among the others; those that it meets or touches become one with it. */
function insert(spans: number[], start: number, end: number): void {
  let first = 0;
  while (first < spans.length && (spans[first + 1] as number) < start) first += 2;
  let last = first;
  while (last < spans.length && (spans[last] as number) <= end) last += 2;
  if (last === first) {
    spans.splice(first, 0, start, end);
    return;
  }
  const merged = [Math.min(start, spans[first] as number), Math.max(end, spans[last - 1] as number)];
  spans.splice(first, last - first, ...merged);
}
