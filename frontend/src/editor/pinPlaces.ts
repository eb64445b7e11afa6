/** Where pins stand on the canvas: their tips at their points, their size the same at every zoom. Pure. */
import { type ImagePoint, imagePoint, type Size, screenPoint } from '../canvas/geometry';
import { toImage, toScreen, type Viewport } from '../canvas/viewport';
import { intoImage } from '../tools/drawing';

interface Pinned {
  readonly x: number;
  readonly y: number;
}

export interface PinPlace<P> {
  readonly pin: P;
  /** CSS pixels of the canvas */
  readonly left: number;
  readonly top: number;
}

/** A pin stands over its point: so far beside the canvas none of it is in sight. CSS pixels. */
const MARGIN_PX = 48;

/** Those in sight. */
export function pinPlaces<P extends Pinned>(pins: readonly P[], viewport: Viewport): PinPlace<P>[] {
  const { width, height } = viewport.screen;
  return pins.flatMap((pin) => {
    const [left, top] = toScreen(viewport, imagePoint(pin.x, pin.y));
    const isNear =
      left > -MARGIN_PX && top > -MARGIN_PX && left < width + MARGIN_PX && top < height + MARGIN_PX;
    return isNear ? [{ pin, left, top }] : [];
  });
}

/** The point of the image in the middle of what is in sight. */
export function middleOfView(viewport: Viewport): ImagePoint {
  const { width, height } = viewport.screen;
  return intoImage(toImage(viewport, screenPoint(width / 2, height / 2)), viewport.image);
}

/** Where a pin is that was dragged by so many CSS pixels. */
export function draggedPin(pin: Pinned, dx: number, dy: number, scale: number, image: Size): ImagePoint {
  return intoImage(imagePoint(pin.x + dx / scale, pin.y + dy / scale), image);
}
