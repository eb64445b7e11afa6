/**
 * Cut a mask in two along a drawn line. The line follows the cracks between pixels, so every pixel stays whole and
 * belongs to one side. It cuts where it was drawn and nowhere else: a line that ends inside a part does not divide it.
 */
import type { ImagePoint } from '../canvas/geometry';
import type { Rle } from '../protocol/rle';
import {
  type ColumnRuns,
  ColumnRunsWriter,
  columnRunsOf,
  forEachStretch,
  rleOfRuns,
  stretchesOf,
} from './columnRuns';
import { partsOf } from './parts';

/**
 * The two sides of the line, the larger one first; null when the line divides no part of the mask. `line` are image
 * points of a drawn line, two or more. Parts that the line does not touch stay with the larger side.
 */
export function splitByLine(rle: Rle, line: readonly ImagePoint[]): readonly [Rle, Rle] | null {
  const cut = new Cut(line);
  const runs = cutColumns(columnRunsOf(rle), cut);
  const pieces = partsOf(runs, 1, (a, b, x) => cut.leavesOpen(x, runs, a, b));
  const sides = new Float64Array(pieces.count);
  cut.forEachEdge((left, right) => {
    const [a, b] = [stretchAt(runs, left), stretchAt(runs, right)];
    if (a < 0 || b < 0) return;
    (sides[pieces.partOf[a] as number] as number)++;
    (sides[pieces.partOf[b] as number] as number)--;
  });
  const areaOf = (sign: number): number =>
    pieces.areas.reduce(
      (sum, area, piece) => (Math.sign(sides[piece] as number) === sign ? sum + area : sum),
      0,
    );
  const [left, right] = [areaOf(1), areaOf(-1)];
  if (left === 0 || right === 0) return null;
  const smaller = left < right ? 1 : -1;
  const isSmaller = (stretch: number): boolean =>
    Math.sign(sides[pieces.partOf[stretch] as number] as number) === smaller;
  return [rleOfRuns(runs, (stretch) => !isSmaller(stretch)), rleOfRuns(runs, isSmaller)];
}

type Pixel = readonly [x: number, y: number];

/** Unit edges between pixels that a line runs along; walked twice, an edge is none again. */
class Cut {
  /** By column of corners x, the rows of pixels (x - 1, y) and (x, y) parted, with the direction: 1 down, -1 up. */
  readonly #vertical = new Map<number, Map<number, 1 | -1>>();
  /** By column of pixels x, the rows of corners y that part pixels (x, y - 1) and (x, y): 1 to the right, -1 to the left. */
  readonly #horizontal = new Map<number, Map<number, 1 | -1>>();

  constructor(line: readonly ImagePoint[]) {
    let [x, y] = [0, 0];
    for (const [index, point] of line.entries()) {
      const [toX, toY] = [Math.round(point[0]), Math.round(point[1])];
      if (index > 0) this.#walk(x, y, toX, toY);
      [x, y] = [toX, toY];
    }
  }

  /** Rows inside column `x` before which it is cut, ascending. */
  rowsIn(x: number): readonly number[] {
    return [...(this.#horizontal.get(x)?.keys() ?? [])].sort((a, b) => a - b);
  }

  /** Whether stretch `a` of column x - 1 and `b` of column `x` still touch. */
  leavesOpen(x: number, { starts, ends }: ColumnRuns, a: number, b: number): boolean {
    const parted = this.#vertical.get(x);
    const start = Math.max(starts[a] as number, starts[b] as number);
    const end = Math.min(ends[a] as number, ends[b] as number);
    if (start >= end) return !this.#meetsCorner(x, start);
    for (let y = start; y < end; y++) if (parted === undefined || !parted.has(y)) return true;
    return false;
  }

  /** Every edge with the pixels on its left and on its right, as the line was drawn. */
  forEachEdge(visit: (left: Pixel, right: Pixel) => void): void {
    for (const [x, rows] of this.#vertical) {
      for (const [y, direction] of rows) {
        if (direction === 1) visit([x, y], [x - 1, y]);
        else visit([x - 1, y], [x, y]);
      }
    }
    for (const [x, rows] of this.#horizontal) {
      for (const [y, direction] of rows) {
        if (direction === 1) visit([x, y - 1], [x, y]);
        else visit([x, y], [x, y - 1]);
      }
    }
  }

  #meetsCorner(x: number, y: number): boolean {
    const [up, down] = [this.#vertical.get(x)?.has(y - 1), this.#vertical.get(x)?.has(y)];
    const [left, right] = [this.#horizontal.get(x - 1)?.has(y), this.#horizontal.get(x)?.has(y)];
    return Boolean(up || down || left || right);
  }

  /** From corner to corner in steps along pixel sides, never farther than one of them from the straight way. */
  #walk(x: number, y: number, toX: number, toY: number): void {
    const [width, height] = [Math.abs(toX - x), Math.abs(toY - y)];
    const [stepX, stepY] = [Math.sign(toX - x), Math.sign(toY - y)];
    let [doneX, doneY] = [0, 0];
    while (doneX < width || doneY < height) {
      if ((2 * doneX + 1) * height < (2 * doneY + 1) * width) {
        toggle(this.#horizontal, stepX > 0 ? x : x - 1, y, stepX > 0 ? 1 : -1);
        x += stepX;
        doneX++;
      } else {
        toggle(this.#vertical, x, stepY > 0 ? y : y - 1, stepY > 0 ? 1 : -1);
        y += stepY;
        doneY++;
      }
    }
  }
}

function toggle(edges: Map<number, Map<number, 1 | -1>>, x: number, y: number, direction: 1 | -1): void {
  const rows = edges.get(x) ?? new Map<number, 1 | -1>();
  if (!rows.delete(y)) rows.set(y, direction);
  edges.set(x, rows);
}

/** Stretches are cut where the line runs through their column. */
function cutColumns(runs: ColumnRuns, cut: Cut): ColumnRuns {
  const result = new ColumnRunsWriter(runs.size);
  let [column, rows]: [number, readonly number[]] = [-1, []];
  forEachStretch(runs, (x, start, end) => {
    if (x !== column) [column, rows] = [x, cut.rowsIn(x)];
    result.moveTo(x);
    let from = start;
    for (const row of rows) {
      if (row <= from || row >= end) continue;
      result.add(from, row);
      from = row;
    }
    result.add(from, end);
  });
  return result.finish();
}

/** The stretch that holds a pixel, -1 where there is none. */
function stretchAt(runs: ColumnRuns, [x, y]: Pixel): number {
  let [low, high] = stretchesOf(runs, x);
  const stop = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs.ends[middle] as number) <= y) low = middle + 1;
    else high = middle;
  }
  return low < stop && (runs.starts[low] as number) <= y ? low : -1;
}
