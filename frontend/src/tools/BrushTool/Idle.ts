/** Nothing is pressed: a button begins a stroke, with Shift at the place where the last one ended. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { erasable, whileReady } from '../drawing';
import { refusal } from '../refusal';
import {
  type PaintMode,
  stay,
  type ToolCommand,
  type ToolContext,
  type ToolState,
  type Transition,
} from '../tool';

type Idle = Extract<ToolState, { name: 'idle' }>;

export function whileIdle(
  state: Idle,
  event: CanvasPointerEvent,
  context: ToolContext,
  mode: PaintMode,
): Transition {
  return whileReady(state, event, context, () => begin(state, event, context, mode));
}

function begin(state: Idle, event: CanvasPointerEvent, context: ToolContext, mode: PaintMode): Transition {
  const refused = refusal(context, true);
  if (refused !== null) return stay(state, { kind: 'hint', reason: refused });
  const from = event.isShift && state.anchor ? state.anchor : event.image;
  const erased = mode === 'erase' ? erasable(from, context) : { id: null };
  if ('reason' in erased) return stay(state, { kind: 'hint', reason: erased.reason });
  const commands: ToolCommand[] = [{ kind: 'stroke-start', point: from, mode, object: erased.id }];
  if (from !== event.image) commands.push({ kind: 'stroke-to', point: event.image });
  return { state: { name: 'painting', mode }, commands };
}
