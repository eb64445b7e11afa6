/** The command that takes a person to the next place where the model is least sure. */
import { imagePoint } from '../canvas/geometry';
import { lookAt, type Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { EditorSession } from '../store/editorSession';
import type { Store } from '../store/store';
import { stopAt } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { nextStop, unsureObjects } from './unsurePlaces';

/** Image pixels that are shown to all sides of the place at least. */
const LEAST_AROUND = 64;
/** The object is shown whole, so that the model may look at all of it anew, and a little more. */
const MARGIN = 1.1;

export interface UnsureSurroundings {
  readonly session: EditorSession;
  readonly viewport: Store<Viewport | null>;
  readonly tell: (sentence: string) => void;
}

export function goToUnsure({ session: { store }, viewport, tell }: UnsureSurroundings): void {
  const state = store.get();
  if (state.view.past !== null) {
    tell(currentT()('history.lookOnly'));
    return;
  }
  const { objects, background } = visibleDocument(state.sync);
  const stop = nextStop(unsureObjects(objects, background, state.view.hidden), state.view.unsure);
  if (stop === null) {
    tell(currentT()('unsure.none'));
    return;
  }
  const { x, y } = stop.place;
  const [left, top, width, height] = objects.get(stop.object)?.bbox ?? [x, y, 0, 0];
  const around = {
    width: Math.max(LEAST_AROUND, MARGIN * Math.max(x - left, left + width - x)),
    height: Math.max(LEAST_AROUND, MARGIN * Math.max(y - top, top + height - y)),
  };
  viewport.update((value) => (value === null ? null : lookAt(value, imagePoint(x, y), around)));
  store.update((now) => stopAt(now, stop));
}
