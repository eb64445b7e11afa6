/**
 * The few points of an outline by which it is edited: those that a line through them needs to stay within a tolerance
 * (Douglas and Peucker 1973). Between two of them the mask keeps its exact outline until one of the two is moved.
 */
import type { ImagePoint } from '../canvas/geometry';
import { imagePoint } from '../canvas/geometry';
import type { Rle } from '../protocol/rle';
import type { Loop } from './contour';
import { polygonMask } from './polygonMask';
import { subtract, union } from './rleAlgebra';

/** A loop of the outline and its handles, as ascending indices of corner points. */
export interface HandledLoop {
  readonly loop: Loop;
  readonly handles: readonly number[];
}

/** The outline passes a kept point at most so far off, in image pixels: where a pulled handle came to a sharp tip. */
const SNAP_PX = 2;
/** With fewer a moved handle would have one neighbour on both sides. */
const LEAST_HANDLES = 3;

/**
 * `tolerance` in image pixels. `kept` are image points near which the outline keeps a handle: those that the person
 * has made or moved. Where such a point lies on a straight crack, the loop gets a corner there.
 */
export function handledLoops(
  loops: readonly Loop[],
  tolerance: number,
  kept: readonly ImagePoint[] = [],
): HandledLoop[] {
  return loops.map((found) => {
    let loop = found;
    const anchors: ImagePoint[] = [];
    for (const point of kept) {
      const { place, after, distance } = nearestPlace(loop, point);
      if (distance > SNAP_PX) continue;
      loop = withCorner(loop, place, after);
      anchors.push(place);
    }
    return { loop, handles: simplified(loop, tolerance, cornersAt(loop, anchors)) };
  });
}

/** Corner `index` of a loop. */
export function cornerAt(loop: Loop, index: number): ImagePoint {
  return imagePoint(loop[2 * index] as number, loop[2 * index + 1] as number);
}

/** The pixel corner on a loop that is nearest to a point, the loop's corner before it, and how far it is (image pixels). */
export function nearestPlace(
  loop: Loop,
  point: ImagePoint,
): { readonly place: ImagePoint; readonly after: number; readonly distance: number } {
  const count = loop.length / 2;
  let [place, after, best] = [point, 0, Number.POSITIVE_INFINITY];
  for (let index = 0; index < count; index++) {
    const [a, b] = [cornerAt(loop, index), cornerAt(loop, (index + 1) % count)];
    const x = Math.round(Math.min(Math.max(point[0], Math.min(a[0], b[0])), Math.max(a[0], b[0])));
    const y = Math.round(Math.min(Math.max(point[1], Math.min(a[1], b[1])), Math.max(a[1], b[1])));
    const distance = Math.hypot(x - point[0], y - point[1]);
    if (distance < best) [place, after, best] = [imagePoint(x, y), index, distance];
  }
  return { place, after, distance: best };
}

/**
 * The mask with a handle moved to `to`, or taken out (null): the outline between its neighbours becomes straight lines.
 * Pixels that neither the old nor the new piece of the outline passes over stay what they are.
 */
export function withHandleMoved(
  rle: Rle,
  { loop, handles }: HandledLoop,
  handle: number,
  to: ImagePoint | null,
): Rle {
  const count = handles.length;
  const before = handles[(handle - 1 + count) % count] as number;
  const after = handles[(handle + 1) % count] as number;
  const corners = pieceOf(loop, before, after);
  if (to !== null) corners.push(to);
  const changed = polygonMask(corners, rle.size);
  return union(subtract(rle, changed), subtract(changed, rle));
}

/** The loop's corners from one index on to another, both included, around the end where need be. */
function pieceOf(loop: Loop, from: number, to: number): ImagePoint[] {
  const count = loop.length / 2;
  const length = (to - from + count) % count || count;
  return Array.from({ length: length + 1 }, (_, step) => cornerAt(loop, (from + step) % count));
}

function withCorner(loop: Loop, place: ImagePoint, after: number): Loop {
  if (cornersAt(loop, [place]).length > 0) return loop;
  return [...loop.slice(0, 2 * after + 2), place[0], place[1], ...loop.slice(2 * after + 2)];
}

/** Indices of the corners that lie in these places. */
function cornersAt(loop: Loop, places: readonly ImagePoint[]): number[] {
  const found: number[] = [];
  for (let index = 0; 2 * index < loop.length; index++) {
    const isOne = places.some(([x, y]) => x === loop[2 * index] && y === loop[2 * index + 1]);
    if (isOne) found.push(index);
  }
  return found;
}

function simplified(loop: Loop, tolerance: number, anchors: readonly number[]): number[] {
  const fixed = [...new Set(anchors.length > 1 ? anchors : [...anchors, ...spread(loop, anchors[0] ?? 0)])];
  const found = keptBetween(loop, fixed, tolerance);
  if (found.length >= LEAST_HANDLES) return found;
  const third = farthestFromLine(loop, fixed[0] as number, fixed[1] as number);
  return keptBetween(loop, [...fixed, third], tolerance);
}

/** The fixed corners, and between each and the next all that the tolerance needs; ascending. */
function keptBetween(loop: Loop, fixed: readonly number[], tolerance: number): number[] {
  const ascending = [...fixed].sort((a, b) => a - b);
  const found = new Set(ascending);
  for (const [place, from] of ascending.entries()) {
    const to = ascending[place + 1] ?? (ascending[0] as number) + loop.length / 2;
    keepFarthest(loop, from, to, tolerance, found);
  }
  return [...found].sort((a, b) => a - b);
}

/** A corner and the one farthest from it. */
function spread(loop: Loop, corner: number): readonly [number, number] {
  const start = cornerAt(loop, corner);
  let [farthest, most] = [corner, -1];
  for (let index = 0; 2 * index < loop.length; index++) {
    const [x, y] = cornerAt(loop, index);
    const distance = Math.hypot(x - start[0], y - start[1]);
    if (distance > most) [farthest, most] = [index, distance];
  }
  return [corner, farthest];
}

/** Between `from` and `to` (indices that may run past the end), keep what lies farther than `tolerance` off the line. */
function keepFarthest(loop: Loop, from: number, to: number, tolerance: number, found: Set<number>): void {
  const count = loop.length / 2;
  const pieces: [number, number][] = [[from, to]];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const [first, last] = piece;
    const offLine = squaredDistanceTo(loop, first % count, last % count);
    let [farthest, most] = [-1, tolerance * tolerance];
    for (let index = first + 1; index < last; index++) {
      const distance = offLine(index % count);
      if (distance > most) [farthest, most] = [index, distance];
    }
    if (farthest < 0) continue;
    found.add(farthest % count);
    pieces.push([first, farthest], [farthest, last]);
  }
}

/** Squared distances of a loop's corners to the line between two of them: what is asked most, so without objects. */
function squaredDistanceTo(loop: Loop, from: number, to: number): (index: number) => number {
  const [ax, ay] = [loop[2 * from] as number, loop[2 * from + 1] as number];
  const [dx, dy] = [(loop[2 * to] as number) - ax, (loop[2 * to + 1] as number) - ay];
  const length = dx * dx + dy * dy;
  return (index) => {
    const px = (loop[2 * index] as number) - ax;
    const py = (loop[2 * index + 1] as number) - ay;
    const along = length === 0 ? 0 : (px * dx + py * dy) / length;
    const part = along < 0 ? 0 : along > 1 ? 1 : along;
    const [ox, oy] = [px - part * dx, py - part * dy];
    return ox * ox + oy * oy;
  };
}

function farthestFromLine(loop: Loop, from: number, to: number): number {
  const offLine = squaredDistanceTo(loop, from, to);
  let [farthest, most] = [-1, -1];
  for (let index = 0; 2 * index < loop.length; index++) {
    const distance = offLine(index);
    if (distance > most) [farthest, most] = [index, distance];
  }
  return farthest;
}
