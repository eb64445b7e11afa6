/** Which part of the image the canvas shows, for the small picture of the whole. Pure. */
import { type ImagePoint, imagePoint, screenPoint } from '../canvas/geometry';
import { panBy, toImage, toScreen, type Viewport } from '../canvas/viewport';

/** Shares of the image's width and height, 0 ... 1. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** null: all of the image is in sight. */
export function frameInSight(viewport: Viewport): Frame | null {
  const { image, screen } = viewport;
  const [x0, y0] = toImage(viewport, screenPoint(0, 0));
  const [x1, y1] = toImage(viewport, screenPoint(screen.width, screen.height));
  const share = (value: number, length: number): number => Math.min(1, Math.max(0, value / length));
  const [left, top] = [share(x0, image.width), share(y0, image.height)];
  const [width, height] = [share(x1, image.width) - left, share(y1, image.height) - top];
  return width === 1 && height === 1 ? null : { left, top, width, height };
}

/** The image point at these shares comes to the middle of the canvas, as far as the image can be moved. */
export function centredOn(viewport: Viewport, shareX: number, shareY: number): Viewport {
  const point: ImagePoint = imagePoint(shareX * viewport.image.width, shareY * viewport.image.height);
  const [x, y] = toScreen(viewport, point);
  return panBy(viewport, viewport.screen.width / 2 - x, viewport.screen.height / 2 - y);
}
