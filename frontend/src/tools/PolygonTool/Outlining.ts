/**
 * An outline is being drawn: clicks set corners, drags draw freehand pieces. It closes on its first corner, on a second
 * click in the same place, or with Enter; Backspace takes the last corner or piece back, Escape all of it.
 */
import { distance, type ImagePoint, type ScreenPoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { apart } from '../drawing';
import { fill } from '../filling';
import { DRAG_THRESHOLD_PX, IDLE, stay, type ToolContext, type ToolKey, type Transition } from '../tool';

export interface Outlining {
  readonly name: 'outlining';
  /** A corner is a piece of one point, what a drag drew one of many; what Backspace takes back is a piece. */
  readonly pieces: readonly (readonly ImagePoint[])[];
  readonly isSubtracting: boolean;
  /** Where the button went down; null while it is up. */
  readonly pressed: ScreenPoint | null;
  /** The button that is down is drawing. */
  readonly isFreehand: boolean;
}

/** A click so near to the first corner, in CSS pixels, closes the outline. */
export const CLOSING_PX = 9;
/** Points of a freehand piece are at least so many CSS pixels apart. */
const SPACING_PX = 1.5;
const FEWEST = 3;

export function whileOutlining(
  state: Outlining,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  switch (event.type) {
    case 'down':
      return press(state, event, context);
    case 'move':
      return state.pressed === null ? stay(state) : drag(state, state.pressed, event, context);
    case 'up':
      return lift(state, event, context);
    case 'cancel': // two fingers move the image: the first of them set no corner
      return state.pressed === null ? stay(state) : takeBack(state);
    case 'leave':
      return stay(state);
  }
}

export function pressWhileOutlining(state: Outlining, key: ToolKey, context: ToolContext): Transition {
  switch (key) {
    case 'Enter':
      return close(state, context);
    case 'Backspace':
      return takeBack(state);
    case 'Escape':
      return stay(IDLE);
  }
}

export function pointsOf({ pieces }: Outlining): ImagePoint[] {
  return pieces.flat();
}

function press(state: Outlining, event: CanvasPointerEvent, context: ToolContext): Transition {
  if (canCloseAt(state, event.image, context)) return close(state, context);
  const last = state.pieces.at(-1)?.at(-1);
  if (last !== undefined && apart(last, event.image, context) <= DRAG_THRESHOLD_PX) {
    return pointsOf(state).length >= FEWEST ? close(state, context) : stay(state);
  }
  const pieces = [...state.pieces, [event.image]];
  return stay({ ...state, pieces, pressed: event.screen, isFreehand: false });
}

function drag(
  state: Outlining,
  pressed: ScreenPoint,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  if (!state.isFreehand) {
    if (distance(event.screen, pressed) <= DRAG_THRESHOLD_PX) return stay(state);
    return stay({ ...state, pieces: [...state.pieces, [event.image]], isFreehand: true });
  }
  const piece = state.pieces.at(-1) ?? [];
  const last = piece.at(-1);
  if (last !== undefined && apart(last, event.image, context) < SPACING_PX) return stay(state);
  return stay({ ...state, pieces: [...state.pieces.slice(0, -1), [...piece, event.image]] });
}

function lift(state: Outlining, event: CanvasPointerEvent, context: ToolContext): Transition {
  if (state.isFreehand && canCloseAt(state, event.image, context)) return close(state, context);
  return stay({ ...state, pressed: null, isFreehand: false });
}

function takeBack(state: Outlining): Transition {
  const pieces = state.pieces.slice(0, -1);
  return pieces.length === 0 ? stay(IDLE) : stay({ ...state, pieces, pressed: null, isFreehand: false });
}

function canCloseAt(state: Outlining, point: ImagePoint, context: ToolContext): boolean {
  const first = state.pieces[0]?.[0];
  return (
    first !== undefined && pointsOf(state).length >= FEWEST && apart(first, point, context) <= CLOSING_PX
  );
}

function close(state: Outlining, context: ToolContext): Transition {
  const outline = pointsOf(state);
  if (outline.length < FEWEST) return stay(state, { kind: 'hint', reason: 'too-few-corners' });
  return fill(outline, state.isSubtracting, context);
}
