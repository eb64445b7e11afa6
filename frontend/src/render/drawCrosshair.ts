/** Two lines through the whole canvas that meet at the pointer, with room in the middle for what is pointed at. */
import type { ImagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';

const ROOM_PX = 7;

export function drawCrosshair(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  point: ImagePoint,
  isByKeys: boolean,
): void {
  const [x, y] = toScreen(viewport, point);
  const { width, height } = viewport.screen;
  const path = new Path2D();
  for (const [fromX, fromY, toX, toY] of [
    [0, y, x - ROOM_PX, y],
    [x + ROOM_PX, y, width, y],
    [x, 0, x, y - ROOM_PX],
    [x, y + ROOM_PX, x, height],
  ] as const) {
    path.moveTo(fromX, fromY);
    path.lineTo(toX, toY);
  }
  if (isByKeys) drawSight(path, x, y);
  for (const [colour, lineWidth] of [
    ['rgba(0, 0, 0, 0.6)', 3],
    ['#ffffff', 1],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.stroke(path);
  }
}

/** No arrow of a mouse lies there: a ring and a dot say where exactly. */
function drawSight(path: Path2D, x: number, y: number): void {
  path.moveTo(x + ROOM_PX, y);
  path.arc(x, y, ROOM_PX, 0, Math.PI * 2);
  path.moveTo(x + 0.75, y);
  path.arc(x, y, 0.75, 0, Math.PI * 2);
}
