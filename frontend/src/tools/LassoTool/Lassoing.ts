/** The button is down: the outline follows the pointer and closes when it comes up. */
import { distance, type ImagePoint, type ScreenPoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { apart } from '../drawing';
import { fill } from '../filling';
import { DRAG_THRESHOLD_PX, IDLE, stay, type ToolContext, type Transition } from '../tool';

export interface Lassoing {
  readonly name: 'lassoing';
  readonly points: readonly ImagePoint[];
  readonly start: ScreenPoint;
  readonly isSubtracting: boolean;
}

/** Points are at least so many CSS pixels apart. */
const SPACING_PX = 1.5;

export function whileLassoing(state: Lassoing, event: CanvasPointerEvent, context: ToolContext): Transition {
  switch (event.type) {
    case 'move': {
      const last = state.points.at(-1) as ImagePoint;
      if (apart(last, event.image, context) < SPACING_PX) return stay(state);
      return stay({ ...state, points: [...state.points, event.image] });
    }
    case 'up':
      return isDrawn(state) ? fill(state.points, state.isSubtracting, context) : nothing(event, state);
    case 'down':
    case 'cancel':
      return stay(IDLE);
    case 'leave':
      return stay(state);
  }
}

function isDrawn({ points }: Lassoing): boolean {
  return points.length >= 3;
}

/** A click is no outline: say what to do, unless it was a drag that came to nothing. */
function nothing(event: CanvasPointerEvent, { start }: Lassoing): Transition {
  const isClick = distance(event.screen, start) <= DRAG_THRESHOLD_PX;
  return isClick ? stay(IDLE, { kind: 'hint', reason: 'drag-outline' }) : stay(IDLE);
}
