/** Objects that other people work on just now: outlined in that person's colour, with the name above. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import type { Actor, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import { drawNameTag, TAG_FONT } from './drawNameTag';
import { PIXEL_ZOOM } from './drawOutlines';
import type { OutlineCache } from './outlineCache';

export interface DrawnLease {
  readonly id: Uuid;
  readonly by: Actor;
  /** null: there is no mask yet, or the object is a bounding box. */
  readonly rle: Rle | null;
  /** Where the name stands, in image pixels. */
  readonly place: readonly [x: number, y: number];
}

export function drawLeases(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  leases: readonly DrawnLease[],
  cache: OutlineCache,
): void {
  if (leases.length === 0) return;
  context.save();
  context.font = TAG_FONT;
  for (const lease of leases) {
    if (lease.rle !== null) drawOutline(context, viewport, lease.id, lease.rle, lease.by.color, cache);
    const [left, top] = toScreen(viewport, imagePoint(lease.place[0], lease.place[1]));
    drawNameTag(context, Math.max(4, left), Math.max(13, top - 11), lease.by);
  }
  context.restore();
}

function drawOutline(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  id: Uuid,
  rle: Rle,
  colour: string,
  cache: OutlineCache,
): void {
  const path = viewport.scale > PIXEL_ZOOM ? cache.exact(id, rle) : cache.smooth(id, rle, viewport.scale);
  context.save();
  context.translate(viewport.offsetX, viewport.offsetY);
  context.scale(viewport.scale, viewport.scale);
  context.lineJoin = 'round';
  for (const [width, style] of [
    [4.5, '#ffffff'],
    [2.5, colour],
  ] as const) {
    context.lineWidth = width / viewport.scale;
    context.strokeStyle = style;
    context.stroke(path);
  }
  context.restore();
}
