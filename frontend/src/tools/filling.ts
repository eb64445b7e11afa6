/** The end of an outline (polygon, lasso): all that it holds is painted, or erased from its object. */
import type { ImagePoint } from '../canvas/geometry';
import { erasable } from './drawing';
import { IDLE, stay, type ToolContext, type Transition } from './tool';

/** `outline`: at least three points. */
export function fill(
  outline: readonly ImagePoint[],
  isSubtracting: boolean,
  context: ToolContext,
): Transition {
  if (!isSubtracting) return stay(IDLE, { kind: 'fill', outline, mode: 'add', object: null });
  const found = erasable(outline[0] as ImagePoint, context);
  if ('reason' in found) return stay(IDLE, { kind: 'hint', reason: found.reason });
  return stay(IDLE, { kind: 'fill', outline, mode: 'erase', object: found.id });
}
