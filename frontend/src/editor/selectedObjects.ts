/** The selected objects as the person sees them, the foremost first. */
import type { EditorState } from '../store/editorState';
import { selectedIds } from '../store/viewReducers';
import { type VisibleObject, visibleDocument } from '../store/visibleDocument';

export function selectedObjects({ sync, view }: EditorState): VisibleObject[] {
  const { objects } = visibleDocument(sync);
  return selectedIds(view)
    .map((id) => objects.get(id))
    .filter((object) => object !== undefined);
}
