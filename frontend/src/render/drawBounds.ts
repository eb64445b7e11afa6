/** Bounding boxes that are objects: a plain line in the object's colour, strong for the selected and the hovered one. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import { handlesOf } from '../tools/BoundsTool/grips';

export interface DrawnBounds {
  /** x0, y0, x1, y1 in image pixels */
  readonly box: readonly [number, number, number, number];
  readonly colour: string;
  readonly emphasis: 'none' | 'hovered' | 'selected';
}

const HANDLE_PX = 7;
const WIDTHS = { none: 2, hovered: 3, selected: 3 } as const;

export function drawBounds(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  bounds: readonly DrawnBounds[],
): void {
  for (const { box, colour, emphasis } of bounds) {
    const [left, top] = toScreen(viewport, imagePoint(box[0], box[1]));
    const [right, bottom] = toScreen(viewport, imagePoint(box[2], box[3]));
    const width = WIDTHS[emphasis];
    for (const [stroke, line] of [
      ['rgba(0, 0, 0, 0.5)', width + 2],
      [emphasis === 'none' ? colour : '#ffffff', width],
      [colour, width - 1],
    ] as const) {
      context.strokeStyle = stroke;
      context.lineWidth = line;
      context.strokeRect(left, top, right - left, bottom - top);
    }
  }
}

/** The places to take hold of the selected one. */
export function drawBoundsHandles(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { box }: Pick<DrawnBounds, 'box'>,
): void {
  context.fillStyle = '#ffffff';
  context.strokeStyle = '#1a1b1e';
  context.lineWidth = 1.25;
  for (const handle of handlesOf(box)) {
    const [x, y] = toScreen(viewport, imagePoint(...handle));
    context.beginPath();
    context.rect(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX);
    context.fill();
    context.stroke();
  }
}
