/** Nothing is pressed: a button begins a line, and says whether it is of the object or of the background. */
import { isInside } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whileReady } from '../drawing';
import { isOpposite } from '../opposite';
import { refusal } from '../refusal';
import { stay, type ToolContext, type ToolState, type Transition } from '../tool';

export function whileIdle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whileReady(state, event, context, () => {
    if (!isInside(event.image, context.imageSize)) return stay(state);
    const isBackground = isOpposite(event, context) !== context.isSubtracting;
    const reason = refusal(context, !isBackground);
    if (reason !== null) return stay(state, { kind: 'hint', reason });
    return stay({ name: 'scribbling', points: [event.image], isBackground });
  });
}
