/** Give back what the person's last work took from other objects, and lock these, so that it does not happen again. */
import { currentT } from '../i18n/language';
import type { T } from '../i18n/translate';
import { isEmptyMask, subtract } from '../masks/rleAlgebra';
import type { Shape, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { EditorSession } from '../store/editorSession';
import type { EditorState } from '../store/editorState';
import { selectedIds } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { type ChangeOrReason, sendable } from './reshapes';

interface Surroundings {
  readonly session: EditorSession;
  readonly mayWrite: () => boolean;
  readonly tell: (sentence: string) => void;
}

export function protectTrimmed({ session, mayWrite, tell }: Surroundings): void {
  const t = currentT();
  const state = session.store.get();
  const ids = trimmedObjects(state);
  if (ids.length === 0) tell(t('trims.none'));
  if (ids.length === 0 || !mayWrite()) return;
  const change = givenBack(state, t);
  const given = typeof change === 'string' ? 0 : change.objects.length;
  if (typeof change !== 'string' && given > 0) session.reshape(change);
  session.changeAll(ids, { locked: true });
  const count = ids.length;
  if (typeof change === 'string') tell(change);
  else tell(given === count ? t('trims.protected', { count }) : t('trims.locked', { count }));
}

/**
 * The masks as they were. An object that would leave the one that was worked on without a pixel gets nothing back: it
 * has a hole there because that is where the other one lies.
 */
export function givenBack(state: EditorState, t: T): ChangeOrReason {
  const { objects } = visibleDocument(state.sync);
  const { about, objects: trims } = state.trims;
  const kept = about.map((id) => objects.get(id)?.rle ?? null).filter((rle) => rle !== null);
  const shapes: Shape[] = [];
  for (const id of trimmedObjects(state)) {
    const taken = shapes.map(({ rle }) => rle);
    const before = taken.reduce(subtract, trims.get(id)?.before as Rle);
    const leavesNothing = kept.some((rle) => isEmptyMask(subtract(rle, before)));
    if (!leavesNothing && !isEmptyMask(before)) shapes.push({ object: id, rle: before });
  }
  return sendable(shapes, [], 'give_back', selectedIds(state.view), t);
}

/** Those that can be protected yet. */
function trimmedObjects(state: EditorState): Uuid[] {
  const { objects } = visibleDocument(state.sync);
  return [...state.trims.objects.keys()].filter((id) => objects.get(id)?.locked === false);
}
