/** A handle is held: the outline follows the pointer, and is changed when the button comes up. */
import { distance, type ImagePoint, type ScreenPoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { IDLE, stay, type Transition } from '../tool';

export interface Handling {
  readonly name: 'handling';
  /** The corner of the outline that is held, as it was before it was moved. */
  readonly handle: ImagePoint;
  readonly start: ScreenPoint;
  /** It has left its place; a press alone changes nothing. */
  readonly isMoved: boolean;
}

/** A hand that holds a handle is steadier than one that clicks. */
const LEAST_PX = 2;

export function whileHandling(state: Handling, event: CanvasPointerEvent): Transition {
  const { handle } = state;
  switch (event.type) {
    case 'move': {
      const isMoved = state.isMoved || distance(event.screen, state.start) > LEAST_PX;
      if (!isMoved) return stay(state);
      return stay({ ...state, isMoved }, { kind: 'handle-to', handle, to: event.image });
    }
    case 'up':
      return state.isMoved ? stay(IDLE, { kind: 'handle-end', handle, to: event.image }) : stay(IDLE);
    case 'down': // a second button while the first is down: the person changed their mind
    case 'cancel':
      return stay(IDLE, { kind: 'handle-cancel' });
    case 'leave':
      return stay(state);
  }
}
