/** The outline of the brush's tip where it would paint, pixel for pixel. */
import type { ImagePoint } from '../canvas/geometry';
import type { Viewport } from '../canvas/viewport';
import { brushTip, tipPlace } from '../masks/brushTip';

const paths = new Map<number, Path2D>();

export function drawTip(
  context: CanvasRenderingContext2D,
  { scale, offsetX, offsetY }: Viewport,
  point: ImagePoint,
  size: number,
): void {
  const [x, y] = tipPlace(point, size);
  context.save();
  context.translate(x * scale + offsetX, y * scale + offsetY);
  context.scale(scale, scale);
  const path = outline(size);
  context.lineJoin = 'round';
  for (const [colour, width] of [
    ['rgba(0, 0, 0, 0.65)', 3],
    ['#ffffff', 1.25],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke(path);
  }
  context.restore();
}

/** Along the edges of the tip's pixels, from the top-left corner of its square: over the top and back underneath. */
function outline(size: number): Path2D {
  const known = paths.get(size);
  if (known !== undefined) return known;
  const { starts, ends } = brushTip(size);
  const path = new Path2D();
  for (let column = 0; column < size; column++) {
    path.lineTo(column, starts[column] as number);
    path.lineTo(column + 1, starts[column] as number);
  }
  for (let column = size - 1; column >= 0; column--) {
    path.lineTo(column + 1, ends[column] as number);
    path.lineTo(column, ends[column] as number);
  }
  path.closePath();
  paths.set(size, path);
  return path;
}
