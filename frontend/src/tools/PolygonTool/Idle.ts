/** Nothing is drawn yet: the first click sets the first corner, and with its button says whether to add or take away. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whileReady } from '../drawing';
import { isOpposite } from '../opposite';
import { refusal } from '../refusal';
import { stay, type ToolContext, type ToolState, type Transition } from '../tool';

export function whileIdle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whileReady(state, event, context, () => {
    const reason = refusal(context, true);
    if (reason !== null) return stay(state, { kind: 'hint', reason });
    return stay({
      name: 'outlining',
      pieces: [[event.image]],
      isSubtracting: isOpposite(event, context) !== context.isSubtracting,
      pressed: event.screen,
      isFreehand: false,
    });
  });
}
