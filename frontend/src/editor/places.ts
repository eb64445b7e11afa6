/** Where on the image and on the canvas something is that a key asks for. */
import { type ImagePoint, imagePoint, isInside, type Size } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import type { EditorSession } from '../store/editorSession';
import type { Store } from '../store/store';
import type { Hand } from './hand';
import { selectedObjects } from './selectedObjects';

/** null while the pointer is not over the image. */
export function pointerInImage(hand: Hand, image: Size): ImagePoint | null {
  const { pointer } = hand.state.get();
  return pointer !== null && isInside(pointer, image) ? pointer : null;
}

/** The middle of the foremost selected object, as far as it is in sight; CSS pixels of the canvas. */
export function menuPlace(
  session: EditorSession,
  viewport: Store<Viewport | null>,
): readonly [x: number, y: number] {
  const shown = viewport.get();
  if (shown === null) return [0, 0];
  const { width, height } = shown.screen;
  const box = selectedObjects(session.store.get())[0]?.bbox;
  if (!box) return [width / 2, height / 3];
  const [x, y] = toScreen(shown, imagePoint(box[0] + box[2] / 2, box[1] + box[3] / 2));
  return [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
}
