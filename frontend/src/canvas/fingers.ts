/** Fingers on the canvas: what two of them do to the view. Pure but for what it keeps. */
import { type ScreenPoint, screenPoint } from './geometry';
import { panBy, type Viewport, zoomBy } from './viewport';

export class Fingers {
  /** By pointer id. */
  readonly #places = new Map<number, ScreenPoint>();

  get count(): number {
    return this.#places.size;
  }

  put(id: number, point: ScreenPoint): void {
    this.#places.set(id, point);
  }

  /** Returns whether it was there. */
  lift(id: number): boolean {
    return this.#places.delete(id);
  }

  has(id: number): boolean {
    return this.#places.has(id);
  }

  clear(): number[] {
    const ids = [...this.#places.keys()];
    this.#places.clear();
    return ids;
  }

  /** One of two fingers has moved to `point`: the image follows both. */
  pinch(viewport: Viewport, id: number, point: ScreenPoint): Viewport {
    const before = [...this.#places.values()];
    this.put(id, point);
    const [a, b] = before;
    const [c, d] = [...this.#places.values()];
    if (before.length !== 2 || !a || !b || !c || !d) return viewport;
    const factor = spread(c, d) / Math.max(1, spread(a, b));
    const middle = midway(c, d);
    const [x, y] = midway(a, b);
    return zoomBy(panBy(viewport, middle[0] - x, middle[1] - y), factor, middle);
  }
}

function spread(a: ScreenPoint, b: ScreenPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function midway(a: ScreenPoint, b: ScreenPoint): ScreenPoint {
  return screenPoint((a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
}
