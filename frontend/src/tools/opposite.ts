/** The right button, Alt and the held key all do the opposite of the left button. */
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import type { ToolContext } from './tool';

export function isOpposite(event: CanvasPointerEvent, context: ToolContext): boolean {
  return event.button === 'right' || event.isAlt || context.isOppositeKeyDown;
}
