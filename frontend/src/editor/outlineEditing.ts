/**
 * The outline of the selected object under the hand: its handles at the present zoom, and its mask with one of them
 * moved. Traced once for each mask; handles that the person has made or moved stay where they are.
 */
import { type ImagePoint, imagePoint } from '../canvas/geometry';
import type { Loop } from '../masks/contour';
import { cornerAt, type HandledLoop, handledLoops, nearestPlace, withHandleMoved } from '../masks/handles';
import { outlineLoops } from '../masks/outline';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

export interface OutlinedObject {
  readonly id: Uuid;
  readonly rle: Rle;
}

/** A straight line between handles is at most this far off the outline, in CSS pixels. */
const TOLERANCE_PX = 2;
/** In image pixels: with less, the stairs of pixels would all be handles. */
const LEAST_TOLERANCE = 0.8;
/** CSS pixels from a handle, and from the outline, at which the pointer is on it. */
const HANDLE_REACH_PX = 9;
const EDGE_REACH_PX = 7;
/** Loops smaller than so many tolerances have no handles: the brush is for them. */
const LEAST_EXTENT = 3;

export class OutlineEditing {
  #object: Uuid | null = null;
  #rle: Rle | null = null;
  #tolerance = 0;
  #loops: readonly Loop[] = [];
  #handled: readonly HandledLoop[] | null = null;
  #kept: ImagePoint[] = [];

  /** The loops of the object's outline with their handles. `scale`: CSS pixels per image pixel. */
  loops({ id, rle }: OutlinedObject, scale: number): readonly HandledLoop[] {
    const tolerance = toleranceAt(scale);
    if (id !== this.#object || tolerance !== this.#tolerance) {
      this.#kept = [];
      this.#handled = null;
    }
    if (rle !== this.#rle) {
      this.#loops = outlineLoops(rle);
      this.#handled = null;
    }
    [this.#object, this.#rle, this.#tolerance] = [id, rle, tolerance];
    this.#handled ??= handledLoops(
      this.#loops.filter((loop) => extentOf(loop) >= LEAST_EXTENT * tolerance),
      tolerance,
      this.#kept,
    );
    return this.#handled;
  }

  /** From now on the outline has a handle near `point`. */
  keep(point: ImagePoint): void {
    this.#kept.push(point);
    this.#handled = null;
  }

  handleAt(object: OutlinedObject, point: ImagePoint, scale: number): ImagePoint | null {
    let [found, best]: [ImagePoint | null, number] = [null, HANDLE_REACH_PX / scale];
    for (const { loop, handles } of this.loops(object, scale)) {
      for (const handle of handles) {
        const corner = cornerAt(loop, handle);
        const distance = Math.hypot(corner[0] - point[0], corner[1] - point[1]);
        if (distance <= best) [found, best] = [corner, distance];
      }
    }
    return found;
  }

  /** The pixel corner on the outline that is nearest to a point beside it. */
  edgeAt(object: OutlinedObject, point: ImagePoint, scale: number): ImagePoint | null {
    let [found, best]: [ImagePoint | null, number] = [null, Math.max(1, EDGE_REACH_PX / scale)];
    for (const { loop } of this.loops(object, scale)) {
      const { place, distance } = nearestPlace(loop, point);
      if (distance <= best) [found, best] = [place, distance];
    }
    return found;
  }

  /** The mask with a handle moved to the pixel corner nearest to `to`, or taken out (null); null without that handle. */
  moved(object: OutlinedObject, handle: ImagePoint, to: ImagePoint | null, scale: number): Rle | null {
    for (const handled of this.loops(object, scale)) {
      const index = handled.handles.findIndex((each) => {
        const corner = cornerAt(handled.loop, each);
        return corner[0] === handle[0] && corner[1] === handle[1];
      });
      if (index >= 0)
        return withHandleMoved(object.rle, handled, index, to === null ? null : pixelCorner(to));
    }
    return null;
  }
}

export function pixelCorner([x, y]: ImagePoint): ImagePoint {
  return imagePoint(Math.round(x), Math.round(y));
}

/** In steps of about 40 %, so that a little zooming moves no handle. */
function toleranceAt(scale: number): number {
  const wanted = Math.max(LEAST_TOLERANCE, TOLERANCE_PX / scale);
  return LEAST_TOLERANCE * 2 ** (Math.round(2 * Math.log2(wanted / LEAST_TOLERANCE)) / 2);
}

function extentOf(loop: Loop): number {
  let [left, top, right, bottom] = [loop[0], loop[1], loop[0], loop[1]] as [number, number, number, number];
  for (let index = 0; index < loop.length; index += 2) {
    const [x, y] = [loop[index] as number, loop[index + 1] as number];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return Math.max(right - left, bottom - top);
}
