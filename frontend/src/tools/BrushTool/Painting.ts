/** A button is down: the stroke follows the pointer until it comes up; Escape takes it back. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { IDLE, type PaintMode, stay, type ToolKey, type ToolState, type Transition } from '../tool';

export interface Painting {
  readonly name: 'painting';
  readonly mode: PaintMode;
}

export function whilePainting(state: Painting, event: CanvasPointerEvent): Transition {
  switch (event.type) {
    case 'move':
      return stay(state, { kind: 'stroke-to', point: event.image });
    case 'up':
      return stay({ name: 'idle', anchor: event.image }, { kind: 'stroke-end' });
    case 'down': // a second button, or a second finger
    case 'cancel':
      return stay(IDLE, { kind: 'stroke-cancel' });
    case 'leave':
      return stay(state);
  }
}

export function pressWhilePainting(state: ToolState, key: ToolKey): Transition | null {
  return state.name === 'painting' && key === 'Escape' ? stay(IDLE, { kind: 'stroke-cancel' }) : null;
}
