/** The button is down beside the handles: a drag moves the image, a click selects, or waits for its second on the outline. */
import { distance } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whilePointing } from '../pointing';
import { selection } from '../selecting';
import { DRAG_THRESHOLD_PX, stay, type ToolContext, type ToolState, type Transition } from '../tool';

type Pointing = Extract<ToolState, { name: 'pointing' }>;

export function whilePressing(state: Pointing, event: CanvasPointerEvent, context: ToolContext): Transition {
  const isClick = event.type === 'up' && distance(event.screen, state.start) <= DRAG_THRESHOLD_PX;
  if (isClick && state.meaning === 'select' && context.edgeAt(state.image) !== null) {
    return stay({ name: 'edge-clicked', start: state.start });
  }
  return whilePointing(state, event, () => selection(state, context));
}
