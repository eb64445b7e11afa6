/** Boxes around objects, dashed: what a person drew, not where the mask ends. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';

export interface DrawnBox {
  /** x0, y0, x1, y1 in image pixels */
  readonly box: readonly [number, number, number, number];
  readonly colour: string;
}

const DASH_PX = [7, 5];

export function drawBoxes(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  boxes: readonly DrawnBox[],
): void {
  context.save();
  for (const { box, colour } of boxes) {
    const [left, top] = toScreen(viewport, imagePoint(box[0], box[1]));
    const [right, bottom] = toScreen(viewport, imagePoint(box[2], box[3]));
    for (const [stroke, width, dash] of [
      ['rgba(0, 0, 0, 0.55)', 4, []],
      ['#ffffff', 2.5, []],
      [colour, 2.5, DASH_PX],
    ] as const) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash([...dash]);
      context.strokeRect(left, top, right - left, bottom - top);
    }
  }
  context.restore();
}
