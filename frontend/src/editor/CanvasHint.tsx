/** One line at the top of the canvas that says what the next click will do. */
import { useMantineColorScheme } from '@mantine/core';
import { IconEye, IconLock, IconPlus, IconPointer, IconTargetArrow } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { visibleDocument } from '../store/visibleDocument';
import classes from './CanvasHint.module.css';
import { useEditor, useEditorState } from './editorContext';

export function CanvasHint() {
  const hint = useHint();
  useMantineColorScheme();
  if (hint === null) return null;
  return (
    <div className={classes.hint} role="status" data-testid="hint">
      {hint.icon}
      <span>{hint.text}</span>
    </div>
  );
}

interface Hint {
  readonly icon: ReactNode;
  readonly text: ReactNode;
}

function useHint(): Hint | null {
  const { labels } = useEditor();
  const { sync, view, link } = useEditorState((state) => state);
  if (sync.document === null) return null;
  if (link.connection === 'open' && !link.canWrite) {
    return { icon: <IconEye size={16} />, text: 'You can look at this image, not change it' };
  }
  if (view.tool === 'select') {
    return { icon: <IconPointer size={16} />, text: 'Click an object to select it · C for the click tool' };
  }
  const { objects } = visibleDocument(sync);
  const selected = view.selection === null ? undefined : objects.get(view.selection);
  if (selected === undefined) {
    const active = labels.find((label) => label.id === view.activeLabel);
    if (objects.size === 0)
      return { icon: <IconTargetArrow size={16} />, text: 'Click on an object to start' };
    return { icon: <IconPlus size={16} />, text: `Click to add a new ${active?.name ?? 'object'}` };
  }
  if (selected.locked)
    return { icon: <IconLock size={16} />, text: 'Locked · L unlocks it, Enter starts another object' };
  return {
    icon: <IconTargetArrow size={16} />,
    text: 'Click adds to the object · right click takes away · Enter when done',
  };
}
