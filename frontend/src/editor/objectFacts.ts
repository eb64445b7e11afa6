/** The second line of an object in the list. */
import type { VisibleObject } from '../store/visibleDocument';

/** `imageArea` in pixels. */
export function objectFacts(object: VisibleObject, imageArea: number): string {
  const isWaiting = object.rle === null && object.visibleClicks.length > 0;
  const parts = [isWaiting ? 'waiting for its mask' : share(object.area / imageArea)];
  if (object.quality !== null && object.area > 0) parts.push(`quality ${Math.round(object.quality * 100)}`);
  return parts.join(' · ');
}

function share(fraction: number): string {
  if (fraction === 0) return 'empty';
  const percent = fraction * 100;
  return percent < 0.1 ? '< 0.1 %' : `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
