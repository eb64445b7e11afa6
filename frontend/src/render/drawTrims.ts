/** The pixels that other objects lost or gained by the person's last work: dashed, and lit for a moment. */
import type { Viewport } from '../canvas/viewport';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import { PIXEL_ZOOM } from './drawOutlines';
import type { OutlineCache } from './outlineCache';

export interface DrawnTrim {
  readonly id: Uuid;
  /** The pixels that changed hands. */
  readonly rle: Rle;
}

const FLASH_MS = 1_200;
const PULSES = 2;
const DASH_PX = [5, 4];

/** How brightly pixels are lit `sinceMs` after they changed, 0 to 1; null: the flash is over. */
export function flashAt(sinceMs: number): number | null {
  if (sinceMs >= FLASH_MS) return null;
  const share = sinceMs / FLASH_MS;
  return (1 - share) * (0.5 + 0.5 * Math.cos(share * PULSES * 2 * Math.PI));
}

/** `light`: 0 to 1. */
export function drawTrims(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  trims: readonly DrawnTrim[],
  cache: OutlineCache,
  light: number,
): void {
  if (trims.length === 0) return;
  const px = 1 / viewport.scale;
  context.save();
  context.translate(viewport.offsetX, viewport.offsetY);
  context.scale(viewport.scale, viewport.scale);
  context.lineJoin = 'round';
  for (const { id, rle } of trims) {
    const path = viewport.scale > PIXEL_ZOOM ? cache.exact(id, rle) : cache.smooth(id, rle, viewport.scale);
    context.fillStyle = `rgba(255, 255, 255, ${0.12 + 0.7 * light})`;
    context.fill(path);
    context.lineWidth = 2.5 * px;
    context.setLineDash([]);
    context.strokeStyle = 'rgba(0, 0, 0, 0.6)';
    context.stroke(path);
    context.lineWidth = 1.5 * px;
    context.setLineDash(DASH_PX.map((length) => length * px));
    context.strokeStyle = '#ffffff';
    context.stroke(path);
  }
  context.restore();
}
