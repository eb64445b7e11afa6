/** A thin frame around the part of the image that the model looks at for the next click. */
import type { CropXyxy } from '../canvas/crop';
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';

const DASH_PX = [2, 6];

export function drawCrop(context: CanvasRenderingContext2D, viewport: Viewport, crop: CropXyxy): void {
  const [left, top] = toScreen(viewport, imagePoint(crop[0], crop[1]));
  const [right, bottom] = toScreen(viewport, imagePoint(crop[2], crop[3]));
  context.save();
  context.lineWidth = 1.5;
  context.setLineDash(DASH_PX);
  context.strokeStyle = 'rgba(0, 0, 0, 0.6)';
  context.strokeRect(left, top, right - left, bottom - top);
  context.lineDashOffset = DASH_PX[0] as number;
  context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
  context.strokeRect(left, top, right - left, bottom - top);
  context.restore();
}
