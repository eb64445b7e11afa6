/** Outline paths by object, traced once for each mask; in image coordinates. */
import { contourLoopsIn, type Loop, smoothed } from '../masks/contour';
import type { LabelFrame } from '../masks/labelFrame';
import { thinned } from '../masks/thinned';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

interface Outline {
  readonly rle: Rle;
  readonly loops: readonly Loop[];
  exact: Path2D | null;
  smooth: readonly Loop[] | null;
  /** Thinned for zooms up to 2 ** level. */
  readonly byLevel: Map<number, Path2D>;
}

/** How far a drawn outline may be off its mask's, in CSS pixels. */
const UNSEEN_PX = 0.35;

export class OutlineCache {
  readonly #byFrame = new WeakMap<LabelFrame, Map<Uuid, Outline>>();
  #frame: LabelFrame;
  #outlines = new Map<Uuid, Outline>();

  constructor(frame: LabelFrame) {
    this.#frame = frame;
    this.use(frame);
  }

  /** Trace in this frame from here on: what is in sight may need finer outlines than the whole. */
  use(frame: LabelFrame): void {
    this.#frame = frame;
    this.#outlines = this.#byFrame.get(frame) ?? new Map<Uuid, Outline>();
    this.#byFrame.set(frame, this.#outlines);
  }

  /** Follows every pixel's edge: for high zooms. */
  exact(id: Uuid, rle: Rle): Path2D {
    const outline = this.#outline(id, rle);
    outline.exact ??= pathOf(outline.loops, this.#frame);
    return outline.exact;
  }

  /** Pixel stairs are cut to slopes, and corners that nobody sees at this zoom (CSS pixels per image pixel) are left out. */
  smooth(id: Uuid, rle: Rle, zoom: number): Path2D {
    const outline = this.#outline(id, rle);
    const level = Math.ceil(Math.log2(zoom));
    let path = outline.byLevel.get(level);
    if (path === undefined) {
      const tolerance = (UNSEEN_PX / 2 ** level) * this.#frame.scale;
      outline.smooth ??= outline.loops.map(smoothed);
      path = pathOf(
        outline.smooth.map((loop) => thinned(loop, tolerance)),
        this.#frame,
      );
      outline.byLevel.set(level, path);
    }
    return path;
  }

  keepOnly(ids: ReadonlyMap<Uuid, unknown>): void {
    for (const id of this.#outlines.keys()) if (!ids.has(id)) this.#outlines.delete(id);
  }

  #outline(id: Uuid, rle: Rle): Outline {
    const found = this.#outlines.get(id);
    if (found?.rle === rle) return found;
    const traced = { rle, loops: trace(rle, this.#frame), exact: null, smooth: null, byLevel: new Map() };
    this.#outlines.set(id, traced);
    return traced;
  }
}

/** Runs that do not fit their size are reported by the mask layer; here they have no outline. */
function trace(rle: Rle, frame: LabelFrame): readonly Loop[] {
  try {
    return contourLoopsIn(rle, frame);
  } catch {
    return [];
  }
}

function pathOf(loops: readonly Loop[], { scale, x0, y0 }: LabelFrame): Path2D {
  const path = new Path2D();
  for (const loop of loops) {
    path.moveTo(((loop[0] as number) + x0) / scale, ((loop[1] as number) + y0) / scale);
    for (let index = 2; index < loop.length; index += 2) {
      path.lineTo(((loop[index] as number) + x0) / scale, ((loop[index + 1] as number) + y0) / scale);
    }
    path.closePath();
  }
  return path;
}
