/** No line is drawn yet: the button sets its first point. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whileReady } from '../drawing';
import { refusal } from '../refusal';
import { stay, type ToolContext, type ToolState, type Transition } from '../tool';

export function whileIdle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whileReady(state, event, context, () => {
    const reason = refusal(context, true) ?? (context.selection === null ? 'nothing-selected' : null);
    if (reason !== null) return stay(state, { kind: 'hint', reason });
    return stay({ name: 'cutting', points: [event.image], pressed: event.screen, isFreehand: false });
  });
}
