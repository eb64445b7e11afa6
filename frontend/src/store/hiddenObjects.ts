/** The objects that the canvas does not show: those hidden one by one, and in solo all that are not selected. */
import type { Uuid } from '../protocol/messages';
import type { EditorState, ViewState } from './editorState';
import { type VisibleDocument, visibleDocument } from './visibleDocument';

const known = new WeakMap<VisibleDocument, { readonly view: ViewState; readonly ids: ReadonlySet<Uuid> }>();

/** The same set for the same objects, selection and hidden ones. */
export function hiddenObjects({ sync, view }: EditorState): ReadonlySet<Uuid> {
  const { selection, companions, hidden, isSolo } = view;
  if (!isSolo || selection === null) return hidden;
  const document = visibleDocument(sync);
  const last = known.get(document);
  const isSame =
    last?.view.selection === selection && last.view.companions === companions && last.view.hidden === hidden;
  if (last !== undefined && isSame) return last.ids;
  const ids = new Set(hidden);
  for (const id of document.objects.keys()) if (id !== selection && !companions.has(id)) ids.add(id);
  known.set(document, { view, ids });
  return ids;
}
