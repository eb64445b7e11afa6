/** States `pointing` and `panning` of the tools that draw: Ctrl and a click selects, Ctrl and a drag moves the image. */
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { whilePanning } from './panning';
import { whilePointing } from './pointing';
import { IDLE, stay, type ToolContext, type ToolState, type Transition } from './tool';

export function whileSelecting(
  state: ToolState,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  switch (state.name) {
    case 'pointing':
      return whilePointing(state, event, () => [{ kind: 'select', id: context.objectAt(state.image) }]);
    case 'panning':
      return whilePanning(state, event);
    default: // a state of another tool
      return stay(IDLE);
  }
}
