/** Nothing is pressed: the object under the pointer is lit; a button decides what the click will mean. */
import { isInside } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { isOpposite } from '../opposite';
import { IDLE, type PointingMeaning, stay, type ToolContext, type Transition } from '../tool';

export function whileIdle(event: CanvasPointerEvent, context: ToolContext): Transition {
  switch (event.type) {
    case 'move':
      return stay(IDLE, { kind: 'hover', id: context.objectAt(event.image) });
    case 'leave':
      return stay(IDLE, { kind: 'hover', id: null });
    case 'down':
      return stay({
        name: 'pointing',
        start: event.screen,
        image: event.image,
        meaning: meaningOf(event, context),
      });
    default:
      return stay(IDLE);
  }
}

function meaningOf(event: CanvasPointerEvent, context: ToolContext): PointingMeaning {
  if (isInside(event.image, context.imageSize)) {
    if (event.isShift) return 'toggle';
    if (event.isCtrl) return 'select';
  }
  return isOpposite(event, context) ? 'background' : 'object';
}
