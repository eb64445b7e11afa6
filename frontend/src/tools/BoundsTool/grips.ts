/** Where a bounding box is taken hold of, and what becomes of it when that is moved. Boxes are whole image pixels. */
import type { ImagePoint, Size } from '../../canvas/geometry';
import type { BoxXyxy } from '../tool';

/** Which sides follow the pointer: a corner moves two, the inside all four. */
export interface Grip {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

export const INSIDE: Grip = { left: true, top: true, right: true, bottom: true };

/** The grip of `box` under a point, null beside it. `reach` in image pixels. */
export function gripAt([x0, y0, x1, y1]: BoxXyxy, [x, y]: ImagePoint, reach: number): Grip | null {
  if (x < x0 - reach || x > x1 + reach || y < y0 - reach || y > y1 + reach) return null;
  const nearest = (a: number, b: number, at: number): readonly [boolean, boolean] => {
    const [toA, toB] = [Math.abs(at - a), Math.abs(at - b)];
    return [toA <= reach && toA <= toB, toB <= reach && toB < toA];
  };
  const [left, right] = nearest(x0, x1, x);
  const [top, bottom] = nearest(y0, y1, y);
  return left || right || top || bottom ? { left, top, right, bottom } : INSIDE;
}

/** The middles of the sides and the corners, in image pixels. */
export function handlesOf([x0, y0, x1, y1]: BoxXyxy): readonly (readonly [number, number])[] {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [
    [x0, y0],
    [x, y0],
    [x1, y0],
    [x1, y],
    [x1, y1],
    [x, y1],
    [x0, y1],
    [x0, y],
  ];
}

/** The box between two points: its sides are whole pixels, inside the image. May be empty. */
export function boxBetween(a: ImagePoint, b: ImagePoint, size: Size): BoxXyxy {
  return sorted([a[0], a[1], b[0], b[1]], size);
}

/** The box with its grip moved from one point to another; as a whole it stays inside the image. */
export function movedBox(box: BoxXyxy, grip: Grip, from: ImagePoint, to: ImagePoint, size: Size): BoxXyxy {
  let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (grip === INSIDE) {
    dx = Math.min(Math.max(dx, -box[0]), size.width - box[2]);
    dy = Math.min(Math.max(dy, -box[1]), size.height - box[3]);
  }
  return sorted(
    [
      box[0] + (grip.left ? dx : 0),
      box[1] + (grip.top ? dy : 0),
      box[2] + (grip.right ? dx : 0),
      box[3] + (grip.bottom ? dy : 0),
    ],
    size,
  );
}

function sorted([ax, ay, bx, by]: BoxXyxy, { width, height }: Size): BoxXyxy {
  const whole = (value: number, limit: number): number => Math.round(Math.min(limit, Math.max(0, value)));
  return [
    whole(Math.min(ax, bx), width),
    whole(Math.min(ay, by), height),
    whole(Math.max(ax, bx), width),
    whole(Math.max(ay, by), height),
  ];
}
