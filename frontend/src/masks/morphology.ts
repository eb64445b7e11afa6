/**
 * Masks grown, shrunk and smoothed by a disc: all pixels whose centres are at most `radius` from its middle. Column by
 * column, on stretches of rows, so that time goes with the outline and the radius.
 *
 * What lies outside the image is unknown: it neither grows into the image nor shrinks what touches its border.
 */
import type { Rle } from '../protocol/rle';
import {
  type ColumnRuns,
  ColumnRunsWriter,
  columnCount,
  columnRunsOf,
  rleOfRuns,
  rowRange,
  stretchesOf,
} from './columnRuns';

/** Pixels at most `radius` (a whole number) from a pixel of the mask. */
export function grow(rle: Rle, radius: number): Rle {
  return rleOfRuns(grown(columnRunsOf(rle), radius));
}

/** Pixels whose whole surroundings of `radius` (a whole number) belong to the mask. May leave nothing. */
export function shrink(rle: Rle, radius: number): Rle {
  return rleOfRuns(shrunk(columnRunsOf(rle), radius));
}

/**
 * The majority of the disc around each pixel decides; where it is undecided, the pixel stays what it is. That
 * straightens ragged edges without moving straight ones, keeps the area about the same, and cuts a right-angled corner
 * by less than a third of the radius. Opening and closing would round corners by as much, and move edges that are
 * ragged to one side. What is thinner than the radius goes, specks as well as slits.
 */
export function smooth(rle: Rle, radius: number): Rle {
  const runs = columnRunsOf(rle);
  const range = rowRange(runs);
  if (range === null) return rle;
  const [certain, possible] = [shrunk(runs, radius), grown(runs, radius)];
  const votes = new Votes(runs, range, radius);
  const result = new ColumnRunsWriter(runs.size);
  for (let column = 0; column < columnCount(possible); column++) {
    const x = possible.x0 + column;
    votes.moveTo(x);
    result.moveTo(x);
    decideColumn(x, possible, certain, votes, result);
  }
  return rleOfRuns(result.finish());
}

/** Half the disc's height, and its middle, at each distance 0 ... radius from its middle column. */
function reaches(radius: number): Int32Array {
  return Int32Array.from({ length: radius + 1 }, (_, d) => Math.floor(Math.sqrt(radius * radius - d * d)));
}

function grown(runs: ColumnRuns, radius: number): ColumnRuns {
  const [height, width] = runs.size;
  const first = Math.max(0, runs.x0 - radius);
  const last = Math.min(width, runs.x0 + columnCount(runs) + radius);
  const reach = reaches(radius);
  const counter = new RowCounter(height);
  const result = new ColumnRunsWriter(runs.size);
  for (let x = first; x < last && runs.starts.length > 0; x++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const by = reach[Math.abs(dx)] as number;
      const [from, to] = stretchesOf(runs, x + dx);
      for (let k = from; k < to; k++) {
        counter.add(
          Math.max(0, (runs.starts[k] as number) - by),
          Math.min(height, (runs.ends[k] as number) + by),
        );
      }
    }
    result.moveTo(x);
    counter.take(1, (start, end) => result.add(start, end));
  }
  return result.finish();
}

function shrunk(runs: ColumnRuns, radius: number): ColumnRuns {
  const [height, width] = runs.size;
  const reach = reaches(radius);
  const counter = new RowCounter(height);
  const result = new ColumnRunsWriter(runs.size);
  for (let x = runs.x0; x < runs.x0 + columnCount(runs); x++) {
    let asked = 0;
    for (let dx = Math.max(-radius, -x); dx <= Math.min(radius, width - 1 - x); dx++) {
      asked++;
      const by = reach[Math.abs(dx)] as number;
      const [from, to] = stretchesOf(runs, x + dx);
      for (let k = from; k < to; k++) {
        const [start, end] = [runs.starts[k] as number, runs.ends[k] as number];
        counter.add(start === 0 ? 0 : start + by, end === height ? height : end - by);
      }
    }
    result.moveTo(x);
    counter.take(asked, (start, end) => result.add(start, end));
  }
  return result.finish();
}

/** Rows of `possible` outside `certain` are put to the vote. */
function decideColumn(
  x: number,
  possible: ColumnRuns,
  certain: ColumnRuns,
  votes: Votes,
  result: ColumnRunsWriter,
): void {
  let [next, stop] = stretchesOf(certain, x);
  const [from, to] = stretchesOf(possible, x);
  for (let k = from; k < to; k++) {
    const end = possible.ends[k] as number;
    let row = possible.starts[k] as number;
    for (; next < stop && (certain.starts[next] as number) < end; next++) {
      votes.decide(row, certain.starts[next] as number, result);
      row = certain.ends[next] as number;
      result.add(certain.starts[next] as number, row);
    }
    votes.decide(row, end, result);
  }
}

/** How many of the stretches that were added cover each row of a column. */
class RowCounter {
  readonly #changes: Int32Array;
  #top: number;
  #bottom = 0;

  constructor(height: number) {
    this.#changes = new Int32Array(height + 1);
    this.#top = height;
  }

  add(start: number, end: number): void {
    if (end <= start) return;
    (this.#changes[start] as number)++;
    (this.#changes[end] as number)--;
    if (start < this.#top) this.#top = start;
    if (end > this.#bottom) this.#bottom = end;
  }

  /** Visit the stretches that at least `least` cover, and start anew. */
  take(least: number, visit: (start: number, end: number) => void): void {
    const changes = this.#changes;
    let [count, open] = [0, -1];
    for (let row = this.#top; row <= this.#bottom; row++) {
      const change = changes[row] as number;
      if (change === 0) continue;
      changes[row] = 0;
      count += change;
      if (count >= least && open < 0) open = row;
      if (count < least && open >= 0) {
        visit(open, row);
        open = -1;
      }
    }
    this.#top = changes.length - 1;
    this.#bottom = 0;
  }
}

/** Counts mask pixels in the disc around pixels of one column after the other. */
class Votes {
  readonly #runs: ColumnRuns;
  readonly #radius: number;
  readonly #reach: Int32Array;
  /** Row of the image that the sums begin above: a disc around the first row that can be asked for reaches it. */
  readonly #top: number;
  /** For each column of the disc, by x modulo its width: entry r counts the mask pixels above row top + r. */
  readonly #sums: Int32Array[];
  readonly #columnOf: Int32Array;
  /** Twice the mask pixels in the disc minus its pixels in the image, by row from the first one asked for. */
  readonly #balance: Int32Array;
  #x = -1;

  constructor(runs: ColumnRuns, [top, bottom]: readonly [number, number], radius: number) {
    this.#runs = runs;
    this.#radius = radius;
    this.#reach = reaches(radius);
    this.#top = top - 2 * radius;
    const rows = bottom - top + 4 * radius + 2;
    this.#sums = Array.from({ length: 2 * radius + 1 }, () => new Int32Array(rows));
    this.#columnOf = new Int32Array(2 * radius + 1).fill(-1);
    this.#balance = new Int32Array(rows);
  }

  moveTo(x: number): void {
    this.#x = x;
    const width = this.#runs.size[1];
    for (
      let column = Math.max(0, x - this.#radius);
      column <= Math.min(width - 1, x + this.#radius);
      column++
    ) {
      const slot = column % this.#columnOf.length;
      if (this.#columnOf[slot] === column) continue;
      this.#columnOf[slot] = column;
      this.#count(column, this.#sums[slot] as Int32Array);
    }
  }

  /** Add the rows of `start` (inside) to `end` (outside), at most a radius off the mask's rows, that win the vote. */
  decide(start: number, end: number, result: ColumnRunsWriter): void {
    if (end <= start) return;
    this.#vote(start, end);
    const own = this.#sums[this.#x % this.#sums.length] as Int32Array;
    const first = start - this.#top;
    let open = -1;
    for (let row = 0; row < end - start; row++) {
      const balance = this.#balance[row] as number;
      const isInside = balance === 0 ? own[first + row] !== own[first + row + 1] : balance > 0;
      if (isInside && open < 0) open = start + row;
      if (!isInside && open >= 0) {
        result.add(open, start + row);
        open = -1;
      }
    }
    if (open >= 0) result.add(open, end);
  }

  #vote(start: number, end: number): void {
    const [height, width] = this.#runs.size;
    const [balance, rows] = [this.#balance, end - start];
    balance.fill(0, 0, rows);
    for (let d = -this.#radius; d <= this.#radius; d++) {
      const x = this.#x + d;
      if (x < 0 || x >= width) continue;
      const by = this.#reach[Math.abs(d)] as number;
      const sums = this.#sums[x % this.#sums.length] as Int32Array;
      const [above, below] = [start - by - this.#top, start + by + 1 - this.#top];
      for (let row = 0; row < rows; row++) {
        const inside = (sums[below + row] as number) - (sums[above + row] as number);
        balance[row] = (balance[row] as number) + 2 * inside - 2 * by - 1;
      }
      this.#forgive(start, end, by, height);
    }
  }

  /** Pixels of the disc above and below the image have no vote. */
  #forgive(start: number, end: number, by: number, height: number): void {
    const balance = this.#balance;
    for (let y = start; y < Math.min(end, by); y++)
      balance[y - start] = (balance[y - start] as number) + by - y;
    for (let y = Math.max(start, height - by); y < end; y++) {
      balance[y - start] = (balance[y - start] as number) + y + by + 1 - height;
    }
  }

  #count(x: number, sums: Int32Array): void {
    const [from, to] = stretchesOf(this.#runs, x);
    let [sum, row] = [0, 0];
    for (let k = from; k < to; k++) {
      const start = (this.#runs.starts[k] as number) - this.#top;
      const end = (this.#runs.ends[k] as number) - this.#top;
      sums.fill(sum, row, start + 1);
      for (row = start + 1; row <= end; row++) sums[row] = ++sum;
    }
    sums.fill(sum, row);
  }
}
