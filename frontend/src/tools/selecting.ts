/** States `pointing` and `panning` of tools: a click selects, with Shift one more; a drag moves the image. */
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { whilePanning } from './panning';
import { whilePointing } from './pointing';
import { IDLE, stay, type ToolCommand, type ToolContext, type ToolState, type Transition } from './tool';

type Pointing = Extract<ToolState, { name: 'pointing' }>;

export function whileSelecting(
  state: ToolState,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  switch (state.name) {
    case 'pointing':
      return whilePointing(state, event, () => selection(state, context));
    case 'panning':
      return whilePanning(state, event);
    default: // a state of another tool
      return stay(IDLE);
  }
}

/** What a click selects. The menu keeps the selection that it is opened on. */
export function selection({ image, meaning, start }: Pointing, context: ToolContext): readonly ToolCommand[] {
  const id = context.objectAt(image);
  if (meaning === 'toggle') return id === null ? [] : [{ kind: 'toggle', id }];
  if (meaning !== 'menu') return [{ kind: 'select', id }];
  if (id === null) return [];
  const menu = { kind: 'menu', at: start } as const;
  return context.isSelected(id) ? [menu] : [{ kind: 'select', id }, menu];
}
