/** Nothing is pressed: on the selected bounding box a button takes hold of it, elsewhere it begins a new one. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whileReady } from '../drawing';
import { refusal } from '../refusal';
import { stay, type ToolContext, type ToolState, type Transition } from '../tool';
import { gripAt } from './grips';

/** CSS pixels from a side at which the pointer is on it. */
export const GRIP_REACH_PX = 7;

export function whileIdle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whileReady(state, event, context, () => {
    const box = context.selectedBounds;
    const grip = box === null ? null : gripAt(box, event.image, GRIP_REACH_PX / context.scale);
    const reason = refusal(context, grip !== null);
    if (reason !== null) return stay(state, { kind: 'hint', reason });
    const held = box === null || grip === null ? null : { box, grip };
    return stay({ name: 'bounding', start: event.image, end: event.image, held });
  });
}
