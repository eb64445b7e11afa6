/** What is done to many objects at once: each is one step of undo, or none where it only changes the view. */
import { currentT } from '../i18n/language';
import { MAX_OBJECTS, type Uuid } from '../protocol/messages';
import type { ObjectChange } from '../store/actions/changeObject';
import type { EditorSession } from '../store/editorSession';
import { setHidden } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { removed } from './reshapes';

export interface Bulk {
  readonly session: EditorSession;
  readonly tell: (sentence: string) => void;
}

/** Locked objects keep their label, which is said. */
export function changeMany({ session, tell }: Bulk, ids: readonly Uuid[], change: ObjectChange): void {
  const { objects } = visibleDocument(session.store.get().sync);
  const found = ids.map((id) => objects.get(id)).filter((object) => object !== undefined);
  const free = 'locked' in change ? found : found.filter(({ locked }) => !locked);
  if (free.length < found.length) tell(currentT()('editor.lockedUnlock'));
  const wanted = free.filter((object) =>
    'locked' in change
      ? object.locked !== change.locked
      : !('label' in change) || object.label !== change.label,
  );
  if (wanted.length > MAX_OBJECTS)
    tell(currentT()('actions.tooMany', { count: wanted.length, most: MAX_OBJECTS }));
  else
    session.changeAll(
      wanted.map(({ id }) => id),
      change,
    );
}

/** Nothing is removed while one of them is locked. */
export function removeMany({ session, tell }: Bulk, ids: readonly Uuid[]): void {
  const { objects } = visibleDocument(session.store.get().sync);
  const found = ids.map((id) => objects.get(id)).filter((object) => object !== undefined);
  if (found.length === 0) return;
  const change = removed(found, currentT());
  if (typeof change === 'string') tell(change);
  else session.reshape(change);
}

export function hideMany({ session }: Bulk, ids: readonly Uuid[], isHidden: boolean): void {
  session.store.update((state) => setHidden(state, ids, isHidden));
}
