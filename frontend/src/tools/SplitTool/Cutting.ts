/**
 * A line is being drawn: clicks set its points, a drag draws freehand and ends it. A second click in the same place, or
 * Enter, ends a line of clicks; Backspace takes its last point back, Escape all of it.
 */
import { distance, type ImagePoint, type ScreenPoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { apart } from '../drawing';
import { DRAG_THRESHOLD_PX, IDLE, stay, type ToolContext, type ToolKey, type Transition } from '../tool';

export interface Cutting {
  readonly name: 'cutting';
  readonly points: readonly ImagePoint[];
  /** Where the button went down; null while it is up. */
  readonly pressed: ScreenPoint | null;
  /** The button that is down is drawing. */
  readonly isFreehand: boolean;
}

/** Points of a freehand line are at least so many CSS pixels apart. */
const SPACING_PX = 1.5;

export function whileCutting(state: Cutting, event: CanvasPointerEvent, context: ToolContext): Transition {
  const last = state.points.at(-1) as ImagePoint;
  switch (event.type) {
    case 'down':
      if (apart(last, event.image, context) <= DRAG_THRESHOLD_PX) return end(state);
      return stay({ ...state, points: [...state.points, event.image], pressed: event.screen });
    case 'move': {
      if (state.pressed === null) return stay(state);
      const isDrag = state.isFreehand || distance(event.screen, state.pressed) > DRAG_THRESHOLD_PX;
      if (!isDrag || apart(last, event.image, context) < SPACING_PX) return stay(state);
      return stay({ ...state, points: [...state.points, event.image], isFreehand: true });
    }
    case 'up':
      return state.isFreehand ? end(state) : stay({ ...state, pressed: null });
    case 'cancel':
      return stay(IDLE);
    case 'leave':
      return stay(state);
  }
}

export function pressWhileCutting(state: Cutting, key: ToolKey): Transition {
  switch (key) {
    case 'Enter':
      return end(state);
    case 'Backspace':
      return state.points.length < 2
        ? stay(IDLE)
        : stay({ ...state, points: state.points.slice(0, -1), pressed: null, isFreehand: false });
    case 'Escape':
      return stay(IDLE);
  }
}

function end({ points }: Cutting): Transition {
  return points.length < 2 ? stay(IDLE) : stay(IDLE, { kind: 'split', line: points });
}
