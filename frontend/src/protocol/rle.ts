/**
 * COCO compressed run-length encoding, the one mask format of the product (hop 9 and 11 of the way of a click).
 *
 * Runs go down the columns (column-major), start with a run of zeros and alternate; from the fourth on each run is
 * written as the difference to the run two before it, in groups of five bits, one printable character a group.
 */

export interface Rle {
  /** [height, width] in pixels */
  readonly size: readonly [number, number];
  readonly counts: string;
}

/** Called once for every vertical stretch of mask pixels: column x, rows yStart (inside) to yEnd (outside). */
export type ColumnRunVisitor = (x: number, yStart: number, yEnd: number) => void;

/** Run lengths of a compressed string. Throws RangeError when a character or a run is impossible. */
export function decodeCounts(counts: string): number[] {
  const runs: number[] = [];
  let position = 0;
  while (position < counts.length) {
    let value = 0;
    let shift = 0;
    let group = 0;
    do {
      group = counts.charCodeAt(position++) - 48;
      if (!(group >= 0 && group < 64) || shift > 30) {
        throw new RangeError(`run lengths hold an impossible character at position ${position - 1}`);
      }
      value |= (group & 0x1f) << shift;
      shift += 5;
    } while (group & 0x20);
    if (group & 0x10 && shift < 32) value |= -1 << shift;
    if (runs.length > 2) value += runs[runs.length - 2] as number;
    if (value < 0) throw new RangeError(`run ${runs.length} has the negative length ${value}`);
    runs.push(value);
  }
  return runs;
}

/** Compressed string of run lengths (first run: zeros). Inverse of decodeCounts. */
export function encodeCounts(runs: ArrayLike<number>): string {
  let counts = '';
  for (let index = 0; index < runs.length; index++) {
    let value = (runs[index] as number) - (index > 2 ? (runs[index - 2] as number) : 0);
    let more = true;
    while (more) {
      let group = value & 0x1f;
      value >>= 5;
      more = group & 0x10 ? value !== -1 : value !== 0;
      if (more) group |= 0x20;
      counts += String.fromCharCode(group + 48);
    }
  }
  return counts;
}

/** Visit the mask's column runs from left to right, top to bottom. Throws RangeError when the runs miss the size. */
export function forEachColumnRun(rle: Rle, visit: ColumnRunVisitor): void {
  const [height, width] = rle.size;
  const runs = decodeCounts(rle.counts);
  let start = 0;
  for (let index = 0; index < runs.length; index++) {
    const end = start + (runs[index] as number);
    if (index & 1) visitStretch(start, end, height, visit);
    start = end;
  }
  if (start !== height * width) {
    throw new RangeError(`runs cover ${start} pixels, expected ${height} x ${width} = ${height * width}`);
  }
}

/** Number of mask pixels. */
export function rleArea(rle: Rle): number {
  const runs = decodeCounts(rle.counts);
  let area = 0;
  for (let index = 1; index < runs.length; index += 2) area += runs[index] as number;
  return area;
}

/** Encode a row-major mask (any non-zero value is inside) of height x width pixels. */
export function encodeMask(mask: ArrayLike<number>, height: number, width: number): Rle {
  const runs: number[] = [];
  let inside = false;
  let length = 0;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const here = mask[y * width + x] !== 0;
      if (here !== inside) {
        runs.push(length);
        length = 0;
        inside = here;
      }
      length++;
    }
  }
  runs.push(length);
  return { size: [height, width], counts: encodeCounts(runs) };
}

/** Decode to a row-major mask of zeros and ones. */
export function decodeMask(rle: Rle): Uint8Array {
  const [height, width] = rle.size;
  const mask = new Uint8Array(height * width);
  forEachColumnRun(rle, (x, yStart, yEnd) => {
    for (let y = yStart; y < yEnd; y++) mask[y * width + x] = 1;
  });
  return mask;
}

function visitStretch(start: number, end: number, height: number, visit: ColumnRunVisitor): void {
  let position = start;
  while (position < end) {
    const x = Math.floor(position / height);
    const columnStart = x * height;
    const stop = Math.min(end, columnStart + height);
    visit(x, position - columnStart, stop - columnStart);
    position = stop;
  }
}
