/** Two frames that must never be mixed up, so the compiler tells them apart. */
export type ImagePoint = readonly [x: number, y: number] & { readonly frame: 'image' };
export type ScreenPoint = readonly [x: number, y: number] & { readonly frame: 'screen' };

/** Continuous image pixels: (0, 0) is the outer corner of the top-left pixel. */
export function imagePoint(x: number, y: number): ImagePoint {
  return [x, y] as unknown as ImagePoint;
}

/** CSS pixels from the top-left corner of the canvas. */
export function screenPoint(x: number, y: number): ScreenPoint {
  return [x, y] as unknown as ScreenPoint;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function distance(a: ScreenPoint, b: ScreenPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

export function isInside(point: ImagePoint, size: Size): boolean {
  return point[0] >= 0 && point[1] >= 0 && point[0] < size.width && point[1] < size.height;
}
