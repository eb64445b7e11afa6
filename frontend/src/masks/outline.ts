/**
 * The outline of a mask as closed loops along the cracks between pixels, traced from its column stretches: the exact
 * one, for editing, whatever the size of the image (contour.ts traces what the screen shows).
 *
 * Loops keep the mask on their right-hand side (y points down): outer borders run clockwise, holes the other way. Where
 * two pixels touch at a corner only, the loop turns around one of them.
 */
import type { Rle } from '../protocol/rle';
import { columnCount, columnRunsOf, forEachStretch, stretchesOf } from './columnRuns';
import type { Loop } from './contour';

/** Corner points in image pixels, x0, y0, x1, y1 ...; no collinear ones. The longest loop comes first. */
export function outlineLoops(rle: Rle): Loop[] {
  const cracks = cracksOf(rle);
  const loops: Loop[] = [];
  for (const corner of cracks.corners()) {
    for (let first = cracks.leaving(corner); first >= 0; first = cracks.leaving(corner)) {
      loops.push(follow(cracks, corner, first));
    }
  }
  return loops.sort((a, b) => b.length - a.length);
}

/** Directions: 0 right, 1 down, 2 left, 3 up. */
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/** Unit cracks by the corner that they leave from: a bit for each direction. */
class Cracks {
  readonly #stride: number;
  readonly #leaving = new Map<number, number>();

  constructor(height: number) {
    this.#stride = height + 1;
  }

  add(x: number, y: number, direction: number): void {
    const corner = x * this.#stride + y;
    this.#leaving.set(corner, (this.#leaving.get(corner) ?? 0) | (1 << direction));
  }

  corners(): IterableIterator<number> {
    return this.#leaving.keys();
  }

  place(corner: number): readonly [x: number, y: number] {
    const x = Math.floor(corner / this.#stride);
    return [x, corner - x * this.#stride];
  }

  next(corner: number, direction: number): number {
    return corner + (STEP_X[direction] as number) * this.#stride + (STEP_Y[direction] as number);
  }

  /** The direction of one of the cracks that leave a corner, -1 when none is left. */
  leaving(corner: number): number {
    const leaving = this.#leaving.get(corner) ?? 0;
    return leaving === 0 ? -1 : 31 - Math.clz32(leaving);
  }

  /** Take the crack that goes on from one that arrives in `direction`: to the right, straight on or to the left. */
  takeNext(corner: number, direction: number): number {
    const leaving = this.#leaving.get(corner) ?? 0;
    const next = [1, 0, 3].map((turn) => (direction + turn) % 4).find((to) => leaving & (1 << to)) ?? -1;
    this.#leaving.set(corner, leaving & ~(1 << next));
    return next;
  }
}

function cracksOf(rle: Rle): Cracks {
  const cracks = new Cracks(rle.size[0]);
  const runs = columnRunsOf(rle);
  forEachStretch(runs, (x, start, end) => {
    cracks.add(x, start, 0);
    cracks.add(x + 1, end, 2);
  });
  for (let x = runs.x0; runs.starts.length > 0 && x <= runs.x0 + columnCount(runs); x++) {
    const [left, right] = [changesOf(x - 1), changesOf(x)];
    forEachDifference(left, right, (start, end, isLeft) => {
      for (let y = start; y < end; y++) {
        if (isLeft) cracks.add(x, y, 1);
        else cracks.add(x, y + 1, 3);
      }
    });
  }
  return cracks;

  /** Rows at which column `x` enters and leaves the mask, in turn. */
  function changesOf(x: number): number[] {
    const changes: number[] = [];
    const [from, to] = stretchesOf(runs, x);
    for (let k = from; k < to; k++) changes.push(runs.starts[k] as number, runs.ends[k] as number);
    return changes;
  }
}

/** Stretches of rows that one column has and the other has not; `isFirst`: the first has them. */
function forEachDifference(
  first: readonly number[],
  second: readonly number[],
  visit: (start: number, end: number, isFirst: boolean) => void,
): void {
  let [a, b, row] = [0, 0, 0];
  while (a < first.length || b < second.length) {
    const next = Math.min(first[a] ?? Number.POSITIVE_INFINITY, second[b] ?? Number.POSITIVE_INFINITY);
    const [isInFirst, isInSecond] = [a % 2 === 1, b % 2 === 1];
    if (isInFirst !== isInSecond && next > row) visit(row, next, isInFirst);
    while (first[a] === next) a++;
    while (second[b] === next) b++;
    row = next;
  }
}

/** Every corner is left as often as it is reached, so the way comes back to where it began. */
function follow(cracks: Cracks, start: number, first: number): Loop {
  const points: number[] = [];
  let [corner, direction] = [start, first];
  do {
    corner = cracks.next(corner, direction);
    const next = cracks.takeNext(corner, direction);
    if (next !== direction) points.push(...cracks.place(corner));
    direction = next;
  } while (corner !== start || direction !== first);
  return points;
}
