/** State `pointing`, shared by the tools: the button is down and has not been dragged. */
import { distance } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { DRAG_THRESHOLD_PX, IDLE, stay, type ToolCommand, type ToolState, type Transition } from './tool';

type Pointing = Extract<ToolState, { name: 'pointing' }>;

/** `click` says what to do when the button comes up where it went down. */
export function whilePointing(
  state: Pointing,
  event: CanvasPointerEvent,
  click: () => readonly ToolCommand[],
): Transition {
  switch (event.type) {
    case 'move': {
      if (distance(event.screen, state.start) <= DRAG_THRESHOLD_PX) return stay(state);
      const [dx, dy] = [event.screen[0] - state.start[0], event.screen[1] - state.start[1]];
      return stay({ name: 'panning', last: event.screen }, { kind: 'pan', dx, dy });
    }
    case 'up':
      if (distance(event.screen, state.start) > DRAG_THRESHOLD_PX) return stay(IDLE);
      return { state: IDLE, commands: click() };
    case 'down': // a second button while the first is down: the person changed their mind
    case 'cancel':
      return stay(IDLE);
    case 'leave':
      return stay(state);
  }
}
