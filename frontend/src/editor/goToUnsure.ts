/** The command that takes a person to the next place where the model is least sure. */
import { imagePoint } from '../canvas/geometry';
import { lookAt, type Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { EditorSession } from '../store/editorSession';
import { hiddenObjects } from '../store/hiddenObjects';
import type { Store } from '../store/store';
import { stopAt } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { nextStop, unsureObjects } from './unsurePlaces';

/** Image pixels that are shown around the place at least; more of an object that is larger. */
const LEAST_SPAN = 128;

export interface UnsureSurroundings {
  readonly session: EditorSession;
  readonly viewport: Store<Viewport | null>;
  readonly tell: (sentence: string) => void;
}

export function goToUnsure({ session: { store }, viewport, tell }: UnsureSurroundings): void {
  const state = store.get();
  const { objects, background } = visibleDocument(state.sync);
  const stop = nextStop(unsureObjects(objects, background, hiddenObjects(state)), state.view.unsure);
  if (stop === null) {
    tell(currentT()('unsure.none'));
    return;
  }
  const [, , width, height] = objects.get(stop.object)?.bbox ?? [0, 0, 0, 0];
  const { x, y } = stop.place;
  const span = Math.max(LEAST_SPAN, width, height);
  viewport.update((value) => (value === null ? null : lookAt(value, imagePoint(x, y), span)));
  store.update((now) => stopAt(now, stop));
}
