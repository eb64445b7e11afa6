/** The button is down: a new bounding box reaches to the pointer, or a grip of the selected one follows it. */
import type { ImagePoint, Size } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { type BoxXyxy, DRAG_THRESHOLD_PX, IDLE, stay, type ToolContext, type Transition } from '../tool';
import { boxBetween, type Grip, movedBox } from './grips';

export interface Bounding {
  readonly name: 'bounding';
  readonly start: ImagePoint;
  readonly end: ImagePoint;
  /** The box of the selected object and where it is held; null: a new box is drawn. */
  readonly held: { readonly box: BoxXyxy; readonly grip: Grip } | null;
}

export function whileBounding(state: Bounding, event: CanvasPointerEvent, context: ToolContext): Transition {
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

/** The box as it would be now. */
export function boundsOf({ start, end, held }: Bounding, size: Size): BoxXyxy {
  return held === null ? boxBetween(start, end, size) : movedBox(held.box, held.grip, start, end, size);
}

function finish(state: Bounding, context: ToolContext): Transition {
  const box = boundsOf(state, context.imageSize);
  const shortest = Math.min(box[2] - box[0], box[3] - box[1]);
  if (state.held !== null) {
    const isSame = state.held.box.every((side, index) => side === box[index]);
    return isSame || shortest < 1
      ? stay(IDLE)
      : stay(IDLE, { kind: 'bounds', box, object: context.selection });
  }
  const isBox = shortest >= 1 && shortest * context.scale >= DRAG_THRESHOLD_PX;
  if (!isBox) return stay(IDLE, { kind: 'hint', reason: 'drag-box' });
  return stay(IDLE, { kind: 'bounds', box, object: null });
}
