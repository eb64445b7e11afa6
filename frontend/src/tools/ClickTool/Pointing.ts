/** The button is down: when it comes up in the same place, the point where it went down is clicked. */
import { isInside } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { whilePointing } from '../pointing';
import { refusal } from '../refusal';
import { selection } from '../selecting';
import type { ToolCommand, ToolContext, ToolState, Transition } from '../tool';

type Pointing = Extract<ToolState, { name: 'pointing' }>;

export function whileClicking(state: Pointing, event: CanvasPointerEvent, context: ToolContext): Transition {
  return whilePointing(state, event, () => click(state, context));
}

function click(state: Pointing, context: ToolContext): readonly ToolCommand[] {
  const { image, meaning } = state;
  if (meaning === 'select' || meaning === 'toggle') return selection(state, context);
  if (!isInside(image, context.imageSize)) return [];
  const reason = refusal(context, meaning === 'object');
  if (reason !== null) return [{ kind: 'hint', reason }];
  return [{ kind: 'click', point: image, isBackground: meaning === 'background' }];
}
