/** Nothing is pressed: a button begins a box, of a new object or with Shift of the selected one. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whileReady } from '../drawing';
import { refusal } from '../refusal';
import { stay, type ToolContext, type ToolState, type Transition } from '../tool';

export function whileIdle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whileReady(state, event, context, () => {
    const isForSelected = event.isShift && context.selection !== null;
    const reason = refusal(context, isForSelected);
    if (reason !== null) return stay(state, { kind: 'hint', reason });
    return stay({ name: 'boxing', start: event.image, end: event.image, isForSelected });
  });
}
