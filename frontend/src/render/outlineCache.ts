/** Outline paths by object, traced once for each mask; in image coordinates. */
import { contourLoopsIn, type Loop, smoothed } from '../masks/contour';
import type { LabelFrame } from '../masks/labelFrame';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

interface Outline {
  readonly rle: Rle;
  readonly loops: readonly Loop[];
  smooth: Path2D | null;
  exact: Path2D | null;
}

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

  /** `exact` follows every pixel's edge (for high zooms); otherwise pixel stairs are cut to slopes. */
  path(id: Uuid, rle: Rle, exact: boolean): Path2D {
    const outline = this.#outline(id, rle);
    if (exact) {
      outline.exact ??= pathOf(outline.loops, this.#frame);
      return outline.exact;
    }
    outline.smooth ??= pathOf(outline.loops.map(smoothed), this.#frame);
    return outline.smooth;
  }

  keepOnly(ids: ReadonlyMap<Uuid, unknown>): void {
    for (const id of this.#outlines.keys()) if (!ids.has(id)) this.#outlines.delete(id);
  }

  #outline(id: Uuid, rle: Rle): Outline {
    const found = this.#outlines.get(id);
    if (found?.rle === rle) return found;
    const traced = { rle, loops: trace(rle, this.#frame), smooth: null, exact: null };
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
