/** The end of an outline (polygon, lasso): all that it holds is painted, or erased from its object. */
import type { ImagePoint } from '../canvas/geometry';
import { erasable } from './drawing';
import { type HintReason, IDLE, stay, type ToolContext, type Transition } from './tool';

/** `outline`: at least three points. */
export function fill(
  outline: readonly ImagePoint[],
  isSubtracting: boolean,
  context: ToolContext,
): Transition {
  if (!isSubtracting) return stay(IDLE, { kind: 'fill', outline, mode: 'add', object: null });
  const object = erasable(outline[0] as ImagePoint, context);
  const reason: HintReason | null =
    object === 'locked' ? 'locked' : object === null ? 'nothing-to-erase' : null;
  if (reason !== null) return stay(IDLE, { kind: 'hint', reason });
  return stay(IDLE, { kind: 'fill', outline, mode: 'erase', object });
}
