/** Outline paths by object, traced once for each mask; in image coordinates. */
import { contourLoops, type Loop, smoothed } from '../masks/contour';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

interface Outline {
  readonly rle: Rle;
  readonly loops: readonly Loop[];
  smooth: Path2D | null;
  exact: Path2D | null;
}

export class OutlineCache {
  readonly #outlines = new Map<Uuid, Outline>();
  readonly #scale: number;

  /** `scale`: label-image pixels per image pixel. */
  constructor(scale: number) {
    this.#scale = scale;
  }

  /** `exact` follows every pixel's edge (for high zooms); otherwise pixel stairs are cut to slopes. */
  path(id: Uuid, rle: Rle, exact: boolean): Path2D {
    const outline = this.#outline(id, rle);
    if (exact) {
      outline.exact ??= pathOf(outline.loops, this.#scale);
      return outline.exact;
    }
    outline.smooth ??= pathOf(outline.loops.map(smoothed), this.#scale);
    return outline.smooth;
  }

  keepOnly(ids: ReadonlyMap<Uuid, unknown>): void {
    for (const id of this.#outlines.keys()) if (!ids.has(id)) this.#outlines.delete(id);
  }

  #outline(id: Uuid, rle: Rle): Outline {
    const found = this.#outlines.get(id);
    if (found?.rle === rle) return found;
    const traced = { rle, loops: trace(rle, this.#scale), smooth: null, exact: null };
    this.#outlines.set(id, traced);
    return traced;
  }
}

/** Runs that do not fit their size are reported by the mask layer; here they have no outline. */
function trace(rle: Rle, scale: number): readonly Loop[] {
  try {
    return contourLoops(rle, scale);
  } catch {
    return [];
  }
}

function pathOf(loops: readonly Loop[], scale: number): Path2D {
  const path = new Path2D();
  for (const loop of loops) {
    path.moveTo((loop[0] as number) / scale, (loop[1] as number) / scale);
    for (let index = 2; index < loop.length; index += 2) {
      path.lineTo((loop[index] as number) / scale, (loop[index + 1] as number) / scale);
    }
    path.closePath();
  }
  return path;
}
