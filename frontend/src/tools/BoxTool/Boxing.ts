/** The button is down: the box reaches from where it went down to the pointer. */
import type { ImagePoint, Size } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { type BoxXyxy, DRAG_THRESHOLD_PX, IDLE, stay, type ToolContext, type Transition } from '../tool';

export interface Boxing {
  readonly name: 'boxing';
  readonly start: ImagePoint;
  readonly end: ImagePoint;
  /** More evidence of the selected object, not the start of a new one. */
  readonly isForSelected: boolean;
}

export function whileBoxing(state: Boxing, event: CanvasPointerEvent, context: ToolContext): Transition {
  switch (event.type) {
    case 'move':
      return stay({ ...state, end: event.image });
    case 'up':
      return finish({ ...state, end: event.image }, context);
    case 'down':
    case 'cancel':
      return stay(IDLE);
    case 'leave':
      return stay(state);
  }
}

/** The part of the box that is in the image. */
export function boxOf({ start, end }: Boxing, { width, height }: Size): BoxXyxy {
  const inside = (value: number, limit: number): number => Math.min(limit, Math.max(0, value));
  return [
    inside(Math.min(start[0], end[0]), width),
    inside(Math.min(start[1], end[1]), height),
    inside(Math.max(start[0], end[0]), width),
    inside(Math.max(start[1], end[1]), height),
  ];
}

function finish(state: Boxing, context: ToolContext): Transition {
  const box = boxOf(state, context.imageSize);
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const isBox = Math.min(width, height) >= 1 && Math.min(width, height) * context.scale >= DRAG_THRESHOLD_PX;
  if (!isBox) return stay(IDLE, { kind: 'hint', reason: 'drag-box' });
  return stay(IDLE, { kind: 'box', box, isForSelected: state.isForSelected });
}
