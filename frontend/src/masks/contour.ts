/**
 * Outlines of a mask as closed loops that follow the cracks between pixels, so they stay crisp at any zoom.
 * Loops keep the mask on their right-hand side (y points down): outer borders run clockwise, holes the other way.
 */
import { type ColumnRunVisitor, forEachColumnRun, type Rle } from '../protocol/rle';
import { intoFrame, type LabelFrame } from './labelFrame';
import { type Rect, unite } from './rect';
import { scaledVisitor } from './scaledRuns';

/** Flat list x0, y0, x1, y1 ... of corner points in label-image pixels; closed implicitly; no collinear points. */
export type Loop = readonly number[];

interface Patch {
  readonly rect: Rect;
  readonly width: number;
  /** Zeros and ones with one pixel of zeros around `rect`. */
  readonly bits: Uint8Array;
}

/** Directions: 0 right, 1 down, 2 left, 3 up. */
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/** `scale` as of the label image. Returns no loop for an empty mask. */
export function contourLoops(rle: Rle, scale: number): Loop[] {
  return trace(rle, (visit) => scaledVisitor(scale, visit));
}

/** The part of the mask that is in the frame, from the frame's corner; the frame's border closes what it cuts. */
export function contourLoopsIn(rle: Rle, frame: LabelFrame): Loop[] {
  return trace(rle, (visit) => intoFrame(frame, visit));
}

type Placed = (visit: ColumnRunVisitor) => ColumnRunVisitor;

function trace(rle: Rle, placed: Placed): Loop[] {
  const patch = rasterise(rle, placed);
  if (patch === null) return [];
  const loops: Loop[] = [];
  const done = new Uint8Array(patch.bits.length);
  for (let index = 0; index < patch.bits.length; index++) {
    const hasTopCrack = patch.bits[index] === 1 && patch.bits[index - patch.width] === 0;
    if (hasTopCrack && done[index] === 0) loops.push(follow(patch, index, done));
  }
  return loops;
}

/** Each loop with its corners cut by half a pixel: pixel stairs become slopes. For zooms at which pixels are small. */
export function smoothed(loop: Loop): Loop {
  const points: number[] = [];
  for (let index = 0; index < loop.length; index += 2) {
    const next = (index + 2) % loop.length;
    const [ax, ay, bx, by] = [loop[index], loop[index + 1], loop[next], loop[next + 1]] as [
      number,
      number,
      number,
      number,
    ];
    const length = Math.abs(bx - ax) + Math.abs(by - ay);
    const cut = Math.min(0.5, length / 2) / length;
    points.push(ax + (bx - ax) * cut, ay + (by - ay) * cut);
    if (length > 1) points.push(bx - (bx - ax) * cut, by - (by - ay) * cut);
  }
  return points;
}

function follow({ bits, width, rect }: Patch, start: number, done: Uint8Array): Loop {
  const points: number[] = [];
  // Corner (x, y) is the top-left corner of pixel (x, y) of the patch.
  let x = start % width;
  let y = (start - x) / width;
  let direction = 0;
  const [startX, startY] = [x, y];
  do {
    if (direction === 0) done[y * width + x] = 1;
    x += STEP_X[direction] as number;
    y += STEP_Y[direction] as number;
    const turned = nextDirection(bits, width, x, y, direction);
    if (turned !== direction) points.push(x - 1 + rect.x0, y - 1 + rect.y0);
    direction = turned;
  } while (x !== startX || y !== startY || direction !== 0);
  return points;
}

/** At a corner, with the mask on the right: turn left when the pixel ahead on the left is inside, else on, else right. */
function nextDirection(bits: Uint8Array, width: number, x: number, y: number, direction: number): number {
  const upLeft = bits[(y - 1) * width + x - 1];
  const upRight = bits[(y - 1) * width + x];
  const downLeft = bits[y * width + x - 1];
  const downRight = bits[y * width + x];
  const aheadLeft = [upRight, downRight, downLeft, upLeft][direction];
  const aheadRight = [downRight, downLeft, upLeft, upRight][direction];
  if (aheadRight === 0) return (direction + 1) % 4;
  return aheadLeft === 1 ? (direction + 3) % 4 : direction;
}

function rasterise(rle: Rle, placed: Placed): Patch | null {
  let rect: Rect | null = null;
  const grow: ColumnRunVisitor = (x, yStart, yEnd) => {
    rect = unite(rect, { x0: x, y0: yStart, x1: x + 1, y1: yEnd });
  };
  forEachColumnRun(rle, placed(grow));
  if (rect === null) return null;
  const { x0, y0, x1, y1 } = rect as Rect;
  const width = x1 - x0 + 2;
  const bits = new Uint8Array(width * (y1 - y0 + 2));
  const fill: ColumnRunVisitor = (x, yStart, yEnd) => {
    for (let y = yStart; y < yEnd; y++) bits[(y - y0 + 1) * width + (x - x0 + 1)] = 1;
  };
  forEachColumnRun(rle, placed(fill));
  return { rect: { x0, y0, x1, y1 }, width, bits };
}
