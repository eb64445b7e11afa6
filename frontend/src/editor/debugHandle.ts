/** `window.__stipple`: lets browser tests and curious people read the editor's state. Nothing in it changes anything. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import type { EditorState } from '../store/editorState';
import type { Store } from '../store/store';
import type { HandState } from './hand';

export interface DebugHandle {
  readonly store: { get(): EditorState };
  readonly viewport: { get(): Viewport | null };
  readonly hand: { get(): HandState };
  /** Image pixels -> page coordinates, to click there; null while there is no canvas. */
  toPage(x: number, y: number): { x: number; y: number } | null;
}

declare global {
  interface Window {
    __stipple?: DebugHandle;
  }
}

/** Returns the function that takes it away again. */
export function exposeForTests(
  store: Store<EditorState>,
  viewport: Store<Viewport | null>,
  hand: Store<HandState>,
  canvas: () => HTMLElement | null,
): () => void {
  const handle: DebugHandle = {
    store: { get: store.get },
    viewport: { get: viewport.get },
    hand: { get: hand.get },
    toPage(x, y) {
      const [value, box] = [viewport.get(), canvas()?.getBoundingClientRect()];
      if (value === null || box === undefined) return null;
      const [left, top] = toScreen(value, imagePoint(x, y));
      return { x: left + box.left, y: top + box.top };
    },
  };
  window.__stipple = handle;
  return () => {
    if (window.__stipple === handle) delete window.__stipple;
  };
}
