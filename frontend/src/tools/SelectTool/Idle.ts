/** Nothing is pressed: the object under the pointer is lit. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { IDLE, stay, type ToolContext, type Transition } from '../tool';

export function whileIdle(event: CanvasPointerEvent, context: ToolContext): Transition {
  switch (event.type) {
    case 'move':
      return stay(IDLE, { kind: 'hover', id: context.objectAt(event.image) });
    case 'leave':
      return stay(IDLE, { kind: 'hover', id: null });
    case 'down':
      return stay({ name: 'pointing', start: event.screen, image: event.image, meaning: 'select' });
    default:
      return stay(IDLE);
  }
}
