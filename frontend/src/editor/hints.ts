/** Editor state -> the line that says what the next click will do. Pure. */
import type { EditorState } from '../store/editorState';
import { visibleDocument } from '../store/visibleDocument';

export interface Hint {
  readonly icon: 'look' | 'select' | 'start' | 'add' | 'locked' | 'refine';
  readonly text: string;
}

export function hintFor(
  { sync, view, link }: EditorState,
  labels: readonly { id: number; name: string }[],
): Hint | null {
  if (sync.document === null) return null;
  if (link.connection === 'open' && !link.canWrite) {
    return { icon: 'look', text: 'You can look at this image, not change it' };
  }
  if (view.tool === 'select') {
    return { icon: 'select', text: 'Click an object to select it · C for the click tool' };
  }
  const { objects } = visibleDocument(sync);
  const selected = view.selection === null ? undefined : objects.get(view.selection);
  if (selected?.locked) return { icon: 'locked', text: 'Locked · L unlocks it, Enter starts another object' };
  if (selected) {
    return { icon: 'refine', text: 'Click adds to the object · right click takes away · Enter when done' };
  }
  if (objects.size === 0) return { icon: 'start', text: 'Click on an object to start' };
  const active = labels.find((label) => label.id === view.activeLabel);
  return { icon: 'add', text: `Click to add a new ${active?.name ?? 'object'}` };
}
