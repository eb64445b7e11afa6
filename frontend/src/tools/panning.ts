/** State `panning`, shared by the tools: a drag moves the image, and ends without a click. */
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { IDLE, stay, type ToolState, type Transition } from './tool';

type Panning = Extract<ToolState, { name: 'panning' }>;

export function whilePanning(state: Panning, event: CanvasPointerEvent): Transition {
  if (event.type === 'move') {
    const [dx, dy] = [event.screen[0] - state.last[0], event.screen[1] - state.last[1]];
    return stay({ name: 'panning', last: event.screen }, { kind: 'pan', dx, dy });
  }
  if (event.type === 'leave') return stay(state);
  return stay(IDLE);
}
