/** Which part of the image is shown pixel by pixel, beside the label image of the whole. Pure. */
import type { Viewport } from '../canvas/viewport';
import type { Rect } from '../masks/rect';

/** From so many device pixels a pixel of the whole image's label image, its steps would be seen. */
const COARSE_PX = 2;
/** Around what is in sight, as a part of it: small movements need no new region. */
const MARGIN = 0.3;

/** What is in sight, in whole image pixels; null where the label image of scale `labelScale` is fine enough. */
export function coarseSight(viewport: Viewport, labelScale: number, devicePixelRatio: number): Rect | null {
  const { scale, offsetX, offsetY, screen, image } = viewport;
  if (labelScale === 1 || (scale * devicePixelRatio) / labelScale < COARSE_PX) return null;
  const rect = {
    x0: Math.max(0, Math.floor(-offsetX / scale)),
    y0: Math.max(0, Math.floor(-offsetY / scale)),
    x1: Math.min(image.width, Math.ceil((screen.width - offsetX) / scale)),
    y1: Math.min(image.height, Math.ceil((screen.height - offsetY) / scale)),
  };
  return rect.x1 > rect.x0 && rect.y1 > rect.y0 ? rect : null;
}

/** The region to hold for what is in sight. */
export function withMargin(sight: Rect, image: { width: number; height: number }): Rect {
  const dx = Math.ceil((sight.x1 - sight.x0) * MARGIN);
  const dy = Math.ceil((sight.y1 - sight.y0) * MARGIN);
  return {
    x0: Math.max(0, sight.x0 - dx),
    y0: Math.max(0, sight.y0 - dy),
    x1: Math.min(image.width, sight.x1 + dx),
    y1: Math.min(image.height, sight.y1 + dy),
  };
}

export function covers(region: Rect, sight: Rect): boolean {
  return region.x0 <= sight.x0 && region.y0 <= sight.y0 && region.x1 >= sight.x1 && region.y1 >= sight.y1;
}

/** A region that is much larger than what is in sight by now only costs time. */
export function isWasteful(region: Rect, sight: Rect): boolean {
  const area = ({ x0, y0, x1, y1 }: Rect): number => (x1 - x0) * (y1 - y0);
  return area(region) > 16 * area(sight);
}
