/** Outlines of the masks: thin for all, strong for the selected and the hovered object. */
import type { Viewport } from '../canvas/viewport';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { OutlineCache } from './outlineCache';

export interface OutlinedObject {
  readonly id: Uuid;
  readonly rle: Rle;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly colour: string;
  readonly emphasis: 'none' | 'hovered' | 'selected';
}

/** From here on, single pixels show, and outlines follow their edges. */
export const PIXEL_ZOOM = 4;
/** Above this many objects only the emphasised ones have outlines, and of very many selected ones only thin ones. */
const MAX_OUTLINES = 300;

/** Those that are to be drawn, the emphasised ones last. */
export function drawnOutlines(objects: readonly OutlinedObject[]): OutlinedObject[] {
  const hasThin = objects.length <= MAX_OUTLINES;
  const order = { none: 0, hovered: 1, selected: 2 };
  return objects
    .filter((object) => hasThin || object.emphasis !== 'none')
    .sort((a, b) => order[a.emphasis] - order[b.emphasis]);
}

/** `context` is in CSS pixels; the outlines are stroked at constant width whatever the zoom. */
export function drawOutlines(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  drawn: readonly OutlinedObject[],
  cache: OutlineCache,
): void {
  const isThinOnly = drawn.length > MAX_OUTLINES;
  context.save();
  context.translate(viewport.offsetX, viewport.offsetY);
  context.scale(viewport.scale, viewport.scale);
  context.lineJoin = 'round';
  for (const object of drawn) {
    if (isOnScreen(viewport, object.bbox)) drawOne(context, viewport, object, cache, isThinOnly);
  }
  context.restore();
}

function drawOne(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  object: OutlinedObject,
  cache: OutlineCache,
  isThin: boolean,
): void {
  const path =
    viewport.scale > PIXEL_ZOOM
      ? cache.exact(object.id, object.rle)
      : cache.smooth(object.id, object.rle, viewport.scale);
  const px = 1 / viewport.scale;
  if (isThin && object.emphasis === 'selected') {
    stroke(context, path, '#ffffff', 2 * px, 1);
    return;
  }
  if (object.emphasis === 'none') {
    stroke(context, path, object.colour, 1.5 * px, 0.9);
    return;
  }
  if (object.emphasis === 'hovered') {
    context.globalAlpha = 0.18;
    context.fillStyle = '#ffffff';
    context.fill(path);
    stroke(context, path, '#ffffff', 2 * px, 0.95);
    return;
  }
  stroke(context, path, '#000000', 5 * px, 0.45);
  stroke(context, path, '#ffffff', 3.5 * px, 1);
  stroke(context, path, object.colour, 1.75 * px, 1);
}

function stroke(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
  width: number,
  alpha: number,
): void {
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function isOnScreen(viewport: Viewport, bbox: OutlinedObject['bbox']): boolean {
  if (bbox === null) return false;
  const [x, y, width, height] = bbox;
  const left = x * viewport.scale + viewport.offsetX;
  const top = y * viewport.scale + viewport.offsetY;
  const { screen, scale } = viewport;
  return left < screen.width && top < screen.height && left + width * scale > 0 && top + height * scale > 0;
}
