/** Holes filled and specks removed; both look at the parts that a mask, or what lies around it, falls into. */
import type { Rle } from '../protocol/rle';
import {
  type ColumnRuns,
  ColumnRunsWriter,
  columnCount,
  columnRunsOf,
  forEachStretch,
  rleOfRuns,
  rowRange,
} from './columnRuns';
import { partsOf } from './parts';
import { RunWriter, union } from './rleAlgebra';

/**
 * Fill the holes smaller than `belowArea` pixels. A hole is background that the mask surrounds so that it cannot be left
 * by steps over pixel sides; what touches the border of the image is none. Returns `rle` itself when there is nothing
 * to fill.
 */
export function fillHoles(rle: Rle, belowArea = Number.POSITIVE_INFINITY): Rle {
  const runs = columnRunsOf(rle);
  const range = rowRange(runs);
  if (range === null) return rle;
  const gaps = gapsOf(runs, range);
  const { partOf, areas, count } = partsOf(gaps, 0);
  const isOpen = new Uint8Array(count);
  const lastColumn = gaps.x0 + columnCount(gaps) - 1;
  forEachStretch(gaps, (x, start, end, stretch) => {
    const isAtEdge = x === gaps.x0 || x === lastColumn || start === range[0] || end === range[1];
    if (isAtEdge) isOpen[partOf[stretch] as number] = 1;
  });
  const isFilled = (part: number): boolean => isOpen[part] === 0 && (areas[part] as number) < belowArea;
  if (!areas.some((_, part) => isFilled(part))) return rle;
  return union(
    rle,
    rleOfRuns(gaps, (stretch) => isFilled(partOf[stretch] as number)),
  );
}

/** Remove the parts smaller than `belowArea` pixels; pixels that touch at a corner are one part. May leave nothing. */
export function removeSpecks(rle: Rle, belowArea: number): Rle {
  const runs = columnRunsOf(rle);
  const { partOf, areas } = partsOf(runs, 1);
  if (areas.every((area) => area >= belowArea)) return rle;
  return rleOfRuns(runs, (stretch) => (areas[partOf[stretch] as number] as number) >= belowArea);
}

/** Keep the largest part alone; of equally large ones the leftmost. */
export function keepLargestPart(rle: Rle): Rle {
  const runs = columnRunsOf(rle);
  const { partOf, areas, count } = partsOf(runs, 1);
  if (count < 2) return rle;
  const largest = areas.indexOf(areas.reduce((most, area) => Math.max(most, area)));
  return rleOfRuns(runs, (stretch) => partOf[stretch] === largest);
}

/** Each part as a mask of its own, the largest first; only the `most` largest ones. */
export function separateParts(rle: Rle, most: number): Rle[] {
  const runs = columnRunsOf(rle);
  const { partOf, areas } = partsOf(runs, 1);
  const order = [...areas.keys()].sort((a, b) => (areas[b] as number) - (areas[a] as number));
  const chosen = order.slice(0, most);
  const writers = new Map(chosen.map((part) => [part, new RunWriter()]));
  const height = rle.size[0];
  forEachStretch(runs, (x, start, end, stretch) => {
    writers.get(partOf[stretch] as number)?.add(x * height + start, x * height + end);
  });
  return chosen.map((part) => (writers.get(part) as RunWriter).finish(rle.size));
}

/** What of the box around a mask is not the mask. */
function gapsOf(runs: ColumnRuns, [top, bottom]: readonly [number, number]): ColumnRuns {
  const gaps = new ColumnRunsWriter(runs.size);
  let [column, row] = [runs.x0, top];
  gaps.moveTo(column);
  const moveTo = (x: number): void => {
    for (; column < x; column++, row = top) {
      gaps.add(row, bottom);
      gaps.moveTo(column + 1);
    }
  };
  forEachStretch(runs, (x, start, end) => {
    moveTo(x);
    gaps.add(row, start);
    row = end;
  });
  gaps.add(row, bottom);
  return gaps.finish();
}
