/** Why nothing can be changed now. */
import type { PlainKey } from '../i18n/catalogue';
import type { EditorState } from '../store/editorState';

export function readOnlyReason({ view }: EditorState): PlainKey {
  return view.past === null ? 'editor.readOnly' : 'history.lookOnly';
}
