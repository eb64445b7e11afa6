/** Pointer events of the canvas -> the hand (hop 1 of the way of a click). */
import { type RefObject, useEffect } from 'react';
import { listenToPointer } from '../canvas/pointerEvents';
import type { Viewport } from '../canvas/viewport';
import { canvasFirst } from '../store/canvasFirst';
import { stepBrushSize } from '../store/viewReducers';
import { useEditor } from './editorContext';
import { hasLongPress, hasSize } from './toolFacts';

export function useCanvasPointer(ref: RefObject<HTMLElement | null>): void {
  const { session, viewport, hand } = useEditor();
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return listenToPointer(element, {
      getViewport: () => viewport.get() as Viewport,
      setViewport: (value) => viewport.update(() => value),
      isPanKeyDown: () => hand.state.get().held.isPan,
      onPointer: (event) => canvasFirst(() => hand.pointer(event)),
      onPanning: (isPanning) => hand.setPanning(isPanning),
      hasSize: () => hasSize(session.store.get().view.tool),
      hasLongPress: () => hasLongPress(session.store.get().view.tool),
      onSize: (direction) => session.store.update((state) => stepBrushSize(state, direction)),
    });
  }, [ref, session, viewport, hand]);
}
