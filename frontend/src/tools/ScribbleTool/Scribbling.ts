/** The button is down: the line follows the pointer inside the image; a line that is no longer than a dot is a click. */
import type { ImagePoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { apart, intoImage } from '../drawing';
import { DRAG_THRESHOLD_PX, IDLE, stay, type ToolCommand, type ToolContext, type Transition } from '../tool';

export interface Scribbling {
  readonly name: 'scribbling';
  readonly points: readonly ImagePoint[];
  readonly isBackground: boolean;
}

/** Points are at least so many CSS pixels apart. */
const SPACING_PX = 2;
/** The server takes no more points in one line (backend/annotation/messages.py). */
export const MOST_POINTS = 2000;

export function whileScribbling(
  state: Scribbling,
  event: CanvasPointerEvent,
  context: ToolContext,
): Transition {
  switch (event.type) {
    case 'move': {
      const point = intoImage(event.image, context.imageSize);
      if (apart(state.points.at(-1) as ImagePoint, point, context) < SPACING_PX) return stay(state);
      return stay({ ...state, points: [...state.points, point] });
    }
    case 'up':
      return stay(IDLE, lineOrClick(state, context));
    case 'down':
    case 'cancel':
      return stay(IDLE);
    case 'leave':
      return stay(state);
  }
}

function lineOrClick({ points, isBackground }: Scribbling, context: ToolContext): ToolCommand {
  const [first] = points as [ImagePoint];
  const isDot = points.every((point) => apart(first, point, context) <= DRAG_THRESHOLD_PX);
  if (isDot) return { kind: 'click', point: first, isBackground };
  return { kind: 'scribble', points: atMost(points, MOST_POINTS), isBackground };
}

/** As many of the points as may be sent, evenly chosen, the ends among them. */
function atMost(points: readonly ImagePoint[], count: number): readonly ImagePoint[] {
  if (points.length <= count) return points;
  const step = (points.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => points[Math.round(index * step)] as ImagePoint);
}
