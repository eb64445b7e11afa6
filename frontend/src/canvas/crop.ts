/**
 * Which part of the image the model looks at when somebody clicks zoomed in: what is in sight, with a margin, on a grid
 * so that neighbouring clicks share one crop. Pure. The server checks it in backend/annotation/messages.py.
 */
import type { Size } from './geometry';
import type { Viewport } from './viewport';

/** x0, y0, x1, y1 in whole image pixels */
export type CropXyxy = readonly [number, number, number, number];

/** Who sees less than this part of the image has zoomed on something. */
const ZOOMED_SHARE = 0.5;
/** A crop of more than this part shows hardly more than the whole image does. */
const MOST_SHARE = 0.75;
/** Around what is in sight, as a part of it. */
const MARGIN = 0.125;
/** Pixels of a crop's sides at least: in less a network misses what is around, and sees nothing more. */
const LEAST_SIDE = 128;
/** Steps of the grid along the longer side of what is in sight, at least. */
const STEPS = 8;
/** A crop is kept for points that lie no nearer to its border than this part of its sides. */
const INNER = 0.125;
/** How much larger or smaller a kept crop may be than the one of the moment. */
const ALIKE = 2;

export interface EarlierCrops {
  /** In which the selected object was clicked last. */
  readonly own: CropXyxy | null;
  /** Of the last click. */
  readonly last: CropXyxy | null;
}

/**
 * The crop for something drawn through `points`; null: the whole image. The object's own crop is kept where it shows
 * the points well, so that its clicks are decoded together, unless the person has gone much closer; then the last one.
 */
export function cropFor(
  viewport: Viewport,
  points: readonly (readonly [number, number])[],
  { own, last }: EarlierCrops,
): CropXyxy | null {
  const wanted = cropInSight(viewport);
  const isMuchCloser = (crop: CropXyxy): boolean =>
    wanted !== null && longerSide(crop) > ALIKE * longerSide(wanted);
  if (own !== null && holdsWell(own, points, viewport.image) && !isMuchCloser(own)) return own;
  if (wanted === null) return null;
  const isAlike = last !== null && !isMuchCloser(last) && longerSide(wanted) <= ALIKE * longerSide(last);
  if (isAlike && holdsWell(last, points, viewport.image)) return last;
  return points.every((point) => holds(wanted, point)) ? wanted : null;
}

/** What is in sight with its margin; null where that is half of the image or more. */
export function cropInSight({ scale, offsetX, offsetY, screen, image }: Viewport): CropXyxy | null {
  const [left, right] = clipped(-offsetX / scale, (screen.width - offsetX) / scale, image.width);
  const [top, bottom] = clipped(-offsetY / scale, (screen.height - offsetY) / scale, image.height);
  const [width, height] = [right - left, bottom - top];
  const all = image.width * image.height;
  if (width <= 0 || height <= 0 || width * height >= ZOOMED_SHARE * all) return null;
  const step = 2 ** Math.floor(Math.log2(Math.max(width, height, LEAST_SIDE) / STEPS));
  const [x0, x1] = onGrid(left, right, step, image.width);
  const [y0, y1] = onGrid(top, bottom, step, image.height);
  return (x1 - x0) * (y1 - y0) > MOST_SHARE * all ? null : [x0, y0, x1, y1];
}

/** `from` .. `to` with its margin, at least LEAST_SIDE long, from one multiple of `step` to another. */
function onGrid(from: number, to: number, step: number, side: number): [number, number] {
  const reach = Math.max((to - from) * (0.5 + MARGIN), LEAST_SIDE / 2);
  const middle = (from + to) / 2;
  const first = Math.max(0, Math.min(middle - reach, side - 2 * reach));
  const last = Math.min(side, Math.max(middle + reach, 2 * reach));
  return [Math.floor(first / step) * step, Math.min(side, Math.ceil(last / step) * step)];
}

function clipped(from: number, to: number, side: number): [number, number] {
  return [Math.max(0, from), Math.min(side, to)];
}

function holds([x0, y0, x1, y1]: CropXyxy, [x, y]: readonly [number, number]): boolean {
  return x0 <= x && x <= x1 && y0 <= y && y <= y1;
}

/** Whether the points lie well inside: away from the borders beyond which the image goes on. */
function holdsWell(
  [x0, y0, x1, y1]: CropXyxy,
  points: readonly (readonly [number, number])[],
  image: Size,
): boolean {
  const [dx, dy] = [INNER * (x1 - x0), INNER * (y1 - y0)];
  const inner: CropXyxy = [
    x0 === 0 ? 0 : x0 + dx,
    y0 === 0 ? 0 : y0 + dy,
    x1 === image.width ? x1 : x1 - dx,
    y1 === image.height ? y1 : y1 - dy,
  ];
  return points.every((point) => holds(inner, point));
}

function longerSide([x0, y0, x1, y1]: CropXyxy): number {
  return Math.max(x1 - x0, y1 - y0);
}
