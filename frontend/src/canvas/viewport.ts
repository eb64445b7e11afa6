/** Where the image lies on the screen: screen = image * scale + offset. Pure functions from viewport to viewport. */
import { type ImagePoint, imagePoint, type ScreenPoint, type Size, screenPoint } from './geometry';

export interface Viewport {
  /** CSS pixels per image pixel */
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
  /** Size of the canvas in CSS pixels */
  readonly screen: Size;
  /** Size of the image in image pixels */
  readonly image: Size;
  /** The image was fitted and not moved since: a new canvas size fits it again. */
  readonly isFitted: boolean;
}

const MAX_SCALE = 64;
/** Zoomed out, the image still covers this share of a fitted one. */
const MIN_SHARE_OF_FIT = 0.25;
const FIT_MARGIN = 24;
/** At least so many CSS pixels of the image stay on the screen. */
const KEEP_VISIBLE = 48;

export function createViewport(image: Size, screen: Size): Viewport {
  return fitImage({ scale: 1, offsetX: 0, offsetY: 0, screen, image, isFitted: true });
}

export function toScreen(viewport: Viewport, point: ImagePoint): ScreenPoint {
  return screenPoint(
    point[0] * viewport.scale + viewport.offsetX,
    point[1] * viewport.scale + viewport.offsetY,
  );
}

export function toImage(viewport: Viewport, point: ScreenPoint): ImagePoint {
  return imagePoint(
    (point[0] - viewport.offsetX) / viewport.scale,
    (point[1] - viewport.offsetY) / viewport.scale,
  );
}

export function fitScale({ image, screen }: Pick<Viewport, 'image' | 'screen'>): number {
  const width = Math.max(screen.width - 2 * FIT_MARGIN, 1) / image.width;
  const height = Math.max(screen.height - 2 * FIT_MARGIN, 1) / image.height;
  return Math.min(width, height, MAX_SCALE);
}

/** The whole image, centred. */
export function fitImage(viewport: Viewport): Viewport {
  return { ...centred(viewport, fitScale(viewport)), isFitted: true };
}

/** One image pixel on one device pixel, around the middle of the screen. */
export function actualSize(viewport: Viewport, devicePixelRatio: number): Viewport {
  const middle = screenPoint(viewport.screen.width / 2, viewport.screen.height / 2);
  return zoomTo(viewport, 1 / devicePixelRatio, middle);
}

/** Multiply the scale; the image point under `anchor` stays where it is. */
export function zoomBy(viewport: Viewport, factor: number, anchor: ScreenPoint): Viewport {
  return zoomTo(viewport, viewport.scale * factor, anchor);
}

export function zoomTo(viewport: Viewport, wanted: number, anchor: ScreenPoint): Viewport {
  const least = Math.min(fitScale(viewport) * MIN_SHARE_OF_FIT, 1);
  const scale = Math.min(MAX_SCALE, Math.max(least, wanted));
  const [x, y] = toImage(viewport, anchor);
  const moved = { ...viewport, scale, offsetX: anchor[0] - x * scale, offsetY: anchor[1] - y * scale };
  return { ...clamp(moved), isFitted: false };
}

export function panBy(viewport: Viewport, dx: number, dy: number): Viewport {
  const moved = { ...viewport, offsetX: viewport.offsetX + dx, offsetY: viewport.offsetY + dy };
  return { ...clamp(moved), isFitted: false };
}

/** `point` comes to the middle, with so many image pixels to all sides of it in sight, or as many as a fitted image shows. */
export function lookAt(viewport: Viewport, point: ImagePoint, around: Size): Viewport {
  const { width, height } = viewport.screen;
  const middle = screenPoint(width / 2, height / 2);
  const scale = Math.max(Math.min(middle[0] / around.width, middle[1] / around.height), fitScale(viewport));
  const zoomed = zoomTo(viewport, scale, middle);
  const [x, y] = toScreen(zoomed, point);
  return panBy(zoomed, middle[0] - x, middle[1] - y);
}

/** The canvas has a new size: what was in the middle stays in the middle. */
export function resize(viewport: Viewport, screen: Size): Viewport {
  if (viewport.isFitted) return fitImage({ ...viewport, screen });
  const dx = (screen.width - viewport.screen.width) / 2;
  const dy = (screen.height - viewport.screen.height) / 2;
  return clamp({ ...viewport, screen, offsetX: viewport.offsetX + dx, offsetY: viewport.offsetY + dy });
}

function centred(viewport: Viewport, scale: number): Viewport {
  const { image, screen } = viewport;
  const offsetX = (screen.width - image.width * scale) / 2;
  const offsetY = (screen.height - image.height * scale) / 2;
  return { ...viewport, scale, offsetX, offsetY };
}

function clamp(viewport: Viewport): Viewport {
  const { image, screen, scale } = viewport;
  return {
    ...viewport,
    offsetX: clampOffset(viewport.offsetX, image.width * scale, screen.width),
    offsetY: clampOffset(viewport.offsetY, image.height * scale, screen.height),
  };
}

function clampOffset(offset: number, length: number, screen: number): number {
  const keep = Math.min(KEEP_VISIBLE, length, screen);
  return Math.min(screen - keep, Math.max(keep - length, offset));
}
