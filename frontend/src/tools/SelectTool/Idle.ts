/** Nothing is pressed: the object under the pointer is lit; the right button is for the menu, Shift for one more. */
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { IDLE, type PointingMeaning, stay, type ToolContext, type Transition } from '../tool';

export function whileIdle(event: CanvasPointerEvent, context: ToolContext): Transition {
  switch (event.type) {
    case 'move':
      return stay(IDLE, { kind: 'hover', id: context.objectAt(event.image) });
    case 'leave':
      return stay(IDLE, { kind: 'hover', id: null });
    case 'down':
      return stay({ name: 'pointing', start: event.screen, image: event.image, meaning: meaningOf(event) });
    default:
      return stay(IDLE);
  }
}

function meaningOf(event: CanvasPointerEvent): PointingMeaning {
  if (event.button === 'right') return 'menu';
  return event.isShift ? 'toggle' : 'select';
}
