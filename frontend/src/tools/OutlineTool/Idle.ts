/** Nothing is pressed. On a handle the button takes hold of it; a second click on the outline makes a new one there. */
import { distance, type ImagePoint, isInside, type ScreenPoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { refusal } from '../refusal';
import { DRAG_THRESHOLD_PX, IDLE, stay, type ToolContext, type ToolState, type Transition } from '../tool';

/** The outline was clicked once; the next click in the same place makes a handle. */
export interface EdgeClicked {
  readonly name: 'edge-clicked';
  readonly start: ScreenPoint;
}

export function whileIdle(
  state: Extract<ToolState, { name: 'idle' | 'edge-clicked' }>,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  switch (event.type) {
    case 'move': {
      const hover = context.handleAt(event.image) === null ? context.objectAt(event.image) : null;
      const hasLeft =
        state.name === 'edge-clicked' && distance(event.screen, state.start) > DRAG_THRESHOLD_PX;
      return stay(hasLeft ? IDLE : state, { kind: 'hover', id: hover });
    }
    case 'leave':
      return stay(IDLE, { kind: 'hover', id: null });
    case 'down':
      return press(state, event, context);
    default:
      return stay(state);
  }
}

function press(
  state: Extract<ToolState, { name: 'idle' | 'edge-clicked' }>,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  const isSecond = state.name === 'edge-clicked' && distance(event.screen, state.start) <= DRAG_THRESHOLD_PX;
  const handle = event.isCtrl || event.isShift ? null : context.handleAt(event.image);
  const corner = handle === null && isSecond ? context.edgeAt(event.image) : null;
  if (handle === null && corner === null) {
    const isInImage = isInside(event.image, context.imageSize);
    const meaning = event.isShift && isInImage ? 'toggle' : 'select';
    return stay({ name: 'pointing', start: event.screen, image: event.image, meaning });
  }
  const reason = refusal(context, true);
  if (reason !== null) return stay(IDLE, { kind: 'hint', reason });
  if (corner !== null) return stay(hold(corner, event), { kind: 'handle-insert', corner });
  if (event.isAlt) return stay(IDLE, { kind: 'handle-delete', handle: handle as ImagePoint });
  return stay(hold(handle as ImagePoint, event));
}

function hold(handle: ImagePoint, event: CanvasPointerEvent): ToolState {
  return { name: 'handling', handle, start: event.screen, isMoved: false };
}
