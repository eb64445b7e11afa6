/** Nothing is pressed: a button begins an outline, and says whether to add or take away. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whileReady } from '../drawing';
import { isOpposite } from '../opposite';
import { refusal } from '../refusal';
import { stay, type ToolContext, type ToolState, type Transition } from '../tool';

export function whileIdle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whileReady(state, event, context, () => {
    const reason = refusal(context, true);
    if (reason !== null) return stay(state, { kind: 'hint', reason });
    const isSubtracting = isOpposite(event, context) !== context.isSubtracting;
    return stay({ name: 'lassoing', points: [event.image], start: event.screen, isSubtracting });
  });
}
