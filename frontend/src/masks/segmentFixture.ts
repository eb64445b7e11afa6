import type { ImagePoint } from '../canvas/geometry';

/** How far a point is from the line between two others. */
export function distanceToSegment(point: ImagePoint, a: ImagePoint, b: ImagePoint): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(point[0] - a[0] - part * dx, point[1] - a[1] - part * dy);
}
