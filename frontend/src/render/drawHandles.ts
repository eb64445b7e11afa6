/** The handles of an outline: small squares on its corners, joined by the lines that moving one of them would leave. */
import { type ImagePoint, imagePoint, screenPoint } from '../canvas/geometry';
import { toImage, toScreen, type Viewport } from '../canvas/viewport';
import { cornerAt, type HandledLoop } from '../masks/handles';

const SIDE_PX = 7;
const HELD_SIDE_PX = 11;
/** With more handles in sight than this they would hide the outline: only those near the pointer are drawn. */
const MAX_HANDLES = 500;
const NEAR_PX = 120;

/** `held`: the handle under the pointer or in the hand, where it was; `pointer`: null while it is not over the canvas. */
export function drawHandles(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  loops: readonly HandledLoop[],
  held: ImagePoint | null,
  pointer: ImagePoint | null,
  colour: string,
): void {
  const inSight = loops.flatMap(({ loop, handles }) => handles.map((handle) => cornerAt(loop, handle)));
  const visible = inSight.filter(isIn(viewport));
  const shown = visible.length <= MAX_HANDLES ? visible : visible.filter(isNear(viewport, pointer));
  for (const corner of shown) {
    const isHeld = held !== null && corner[0] === held[0] && corner[1] === held[1];
    drawHandle(context, viewport, corner, isHeld, colour);
  }
}

/** A handle on its way, and the lines to its neighbours. */
export function drawMovedHandle(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  loops: readonly HandledLoop[],
  held: ImagePoint,
  to: ImagePoint,
  colour: string,
): void {
  for (const { loop, handles } of loops) {
    const index = handles.findIndex((handle) => {
      const corner = cornerAt(loop, handle);
      return corner[0] === held[0] && corner[1] === held[1];
    });
    if (index < 0) continue;
    const [before, after] = [index - 1, index + 1].map((place) =>
      cornerAt(loop, handles[(place + handles.length) % handles.length] as number),
    ) as [ImagePoint, ImagePoint];
    const place = imagePoint(Math.round(to[0]), Math.round(to[1]));
    drawLine(context, viewport, [before, place, after]);
    drawHandle(context, viewport, place, true, colour);
  }
}

function drawLine(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  points: readonly ImagePoint[],
): void {
  const path = new Path2D();
  for (const point of points) {
    const [x, y] = toScreen(viewport, point);
    path.lineTo(x, y);
  }
  context.setLineDash([4, 3]);
  context.lineWidth = 1.25;
  context.strokeStyle = '#ffffff';
  context.stroke(path);
  context.setLineDash([]);
}

function drawHandle(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  corner: ImagePoint,
  isHeld: boolean,
  colour: string,
): void {
  const [x, y] = toScreen(viewport, corner);
  const side = isHeld ? HELD_SIDE_PX : SIDE_PX;
  context.fillStyle = isHeld ? colour : '#ffffff';
  context.strokeStyle = '#1a1b1e';
  context.lineWidth = 1.25;
  context.beginPath();
  context.rect(x - side / 2, y - side / 2, side, side);
  context.fill();
  context.stroke();
}

function isIn(viewport: Viewport): (point: ImagePoint) => boolean {
  const [left, top] = toImage(viewport, screenPoint(-SIDE_PX, -SIDE_PX));
  const { width, height } = viewport.screen;
  const [right, bottom] = toImage(viewport, screenPoint(width + SIDE_PX, height + SIDE_PX));
  return ([x, y]) => x >= left && x <= right && y >= top && y <= bottom;
}

function isNear({ scale }: Viewport, pointer: ImagePoint | null): (point: ImagePoint) => boolean {
  if (pointer === null) return () => false;
  return ([x, y]) => Math.hypot(x - pointer[0], y - pointer[1]) * scale <= NEAR_PX;
}
