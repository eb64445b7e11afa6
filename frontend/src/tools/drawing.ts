/** What the tools that draw on the image have in common: while nothing is pressed, Ctrl selects and a button begins. */
import { type ImagePoint, imagePoint, isInside, type Size } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import type { Uuid } from '../protocol/messages';
import { barrier } from './refusal';
import { type HintReason, stay, type ToolContext, type ToolState, type Transition } from './tool';

/** `begin` is asked when a button goes down. */
export function whileReady(
  state: ToolState,
  event: CanvasPointerEvent,
  context: ToolContext,
  begin: () => Transition,
): Transition {
  if (event.type !== 'down') return stay(state);
  if (!event.isCtrl || !isInside(event.image, context.imageSize)) return begin();
  const meaning = event.isShift ? 'toggle' : 'select';
  return stay({ name: 'pointing', start: event.screen, image: event.image, meaning });
}

/** What an eraser takes from: the selected object, else the one under its first point; or why it may not. */
export function erasable(point: ImagePoint, context: ToolContext): { id: Uuid } | { reason: HintReason } {
  const id = context.selection ?? context.objectAt(point);
  if (id === null) return { reason: 'nothing-to-erase' };
  const reason = barrier(id, context);
  return reason === null ? { id } : { reason };
}

/** CSS pixels between two image points. */
export function apart(a: ImagePoint, b: ImagePoint, { scale }: ToolContext): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) * scale;
}

/** The nearest point of the image; one on its right or lower border is a hundredth of a pixel inside. */
export function intoImage([x, y]: ImagePoint, { width, height }: Size): ImagePoint {
  return imagePoint(Math.min(width - 0.01, Math.max(0, x)), Math.min(height - 0.01, Math.max(0, y)));
}
