/** Pointer events of the canvas -> the current tool -> commands (hop 1 and 2 of the way of a click). */
import { notifications } from '@mantine/notifications';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { isInside } from '../canvas/geometry';
import { type CanvasPointerEvent, listenToPointer } from '../canvas/pointerEvents';
import { panBy, type Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { LabelImage } from '../masks/labelImage';
import type { EditorSession } from '../store/editorSession';
import type { Store } from '../store/store';
import { hover, select } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { IDLE, type ToolCommand, type ToolContext, type ToolState } from '../tools/tool';
import { TOOLS } from '../tools/tools';
import { useEditor } from './editorContext';
import type { HeldKeys } from './useShortcuts';

const HINTS = {
  'read-only': 'editor.readOnly',
  locked: 'editor.lockedUnlockOrNew',
  'not-ready': 'editor.notReady',
} as const;

/** Returns 'panning' while the image is being moved, for the shape of the pointer. */
export function useCanvasPointer(
  ref: RefObject<HTMLElement | null>,
  labels: RefObject<LabelImage | null>,
  held: HeldKeys,
): 'panning' | undefined {
  const { session, viewport, image } = useEditor();
  const heldRef = useRef(held);
  heldRef.current = held;
  const [isPanning, setPanning] = useState(false);
  const { width, height } = image;

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const imageSize = { width, height };
    let toolState: ToolState = IDLE;
    const onPointer = (event: CanvasPointerEvent): void => {
      const context = toolContext(session, imageSize, labels.current, heldRef.current);
      const next = TOOLS[session.store.get().view.tool].handle(toolState, event, context);
      toolState = next.state;
      setPanning(next.state.name === 'panning');
      for (const command of next.commands) carryOut(command, session, viewport);
      if (event.type === 'move') session.moveCursor(isInside(event.image, imageSize) ? event.image : null);
      if (event.type === 'leave') session.moveCursor(null);
    };
    return listenToPointer(element, {
      getViewport: () => viewport.get() as Viewport,
      setViewport: (value) => viewport.update(() => value),
      isPanKeyDown: () => heldRef.current.isPan,
      onPointer,
      onPanning: setPanning,
    });
  }, [ref, labels, session, viewport, width, height]);
  return isPanning ? 'panning' : undefined;
}

function toolContext(
  session: EditorSession,
  imageSize: { width: number; height: number },
  labels: LabelImage | null,
  held: HeldKeys,
): ToolContext {
  const { sync, view, link } = session.store.get();
  const selected = view.selection === null ? undefined : visibleDocument(sync).objects.get(view.selection);
  return {
    imageSize,
    objectAt: ([x, y]) => {
      const id = view.areMasksHidden ? null : (labels?.objectAt(x, y) ?? null);
      return id !== null && view.hidden.has(id) ? null : id;
    },
    canWrite: link.canWrite,
    isReady: sync.document !== null,
    isSelectionLocked: selected?.locked ?? false,
    isBackgroundKeyDown: held.isBackground,
  };
}

function carryOut(command: ToolCommand, session: EditorSession, viewport: Store<Viewport | null>): void {
  switch (command.kind) {
    case 'click':
      session.click(command.point[0], command.point[1], command.isBackground);
      break;
    case 'select':
      session.store.update((state) => select(state, command.id));
      break;
    case 'hover':
      session.store.update((state) => hover(state, command.id));
      break;
    case 'pan':
      viewport.update((value) => (value === null ? null : panBy(value, command.dx, command.dy)));
      break;
    case 'hint':
      notifications.show({
        id: command.reason,
        message: currentT()(HINTS[command.reason]),
        color: 'gray',
        autoClose: 3_000,
      });
      break;
  }
}
