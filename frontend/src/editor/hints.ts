/** Editor state -> the line that says what the next click will do. Pure. */
import type { T } from '../i18n/translate';
import type { EditorState } from '../store/editorState';
import { visibleDocument } from '../store/visibleDocument';

export interface Hint {
  readonly icon: 'look' | 'select' | 'start' | 'add' | 'locked' | 'refine';
  readonly text: string;
}

export function hintFor(
  { sync, view, link }: EditorState,
  labels: readonly { id: number; name: string }[],
  t: T,
): Hint | null {
  if (sync.document === null) return null;
  if (link.connection === 'open' && !link.canWrite) {
    return { icon: 'look', text: t('editor.hintLook') };
  }
  if (view.tool === 'select') {
    return { icon: 'select', text: t('editor.hintSelect') };
  }
  const { objects } = visibleDocument(sync);
  const selected = view.selection === null ? undefined : objects.get(view.selection);
  if (selected?.locked) return { icon: 'locked', text: t('editor.hintLocked') };
  if (selected) {
    return { icon: 'refine', text: t('editor.hintRefine') };
  }
  if (objects.size === 0) return { icon: 'start', text: t('editor.hintStart') };
  const active = labels.find((label) => label.id === view.activeLabel);
  return { icon: 'add', text: t('editor.hintAdd', { label: active?.name ?? t('editor.anObject') }) };
}
