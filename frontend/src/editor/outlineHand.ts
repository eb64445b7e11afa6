/**
 * The hand on the outline of the selected object: shows a handle on its way as a preview of the change, at most once a
 * frame, and makes it one operation when it is let go.
 */
import type { ImagePoint } from '../canvas/geometry';
import type { Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { HandledLoop } from '../masks/handles';
import { isEmptyMask } from '../masks/rleAlgebra';
import type { Rle } from '../protocol/rle';
import type { EditorSession } from '../store/editorSession';
import type { Store } from '../store/store';
import { setPreview } from '../store/viewReducers';
import { selectedObject } from '../store/visibleDocument';
import { type OutlinedObject, OutlineEditing, pixelCorner } from './outlineEditing';
import { type ChangeOrReason, sendable } from './reshapes';

interface Surroundings {
  readonly session: EditorSession;
  readonly viewport: Store<Viewport | null>;
  readonly say: (sentence: string) => void;
}

const NO_LOOPS: readonly HandledLoop[] = [];

export class OutlineHand {
  readonly #surroundings: Surroundings;
  readonly #editing = new OutlineEditing();
  #frame = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** What of the outline is shown: none unless its tool is in hand. */
  loops(): readonly HandledLoop[] {
    const object = this.#object;
    return object === null ? NO_LOOPS : this.#editing.loops(object, this.#scale);
  }

  handleAt(point: ImagePoint): ImagePoint | null {
    const object = this.#object;
    return object === null ? null : this.#editing.handleAt(object, point, this.#scale);
  }

  edgeAt(point: ImagePoint): ImagePoint | null {
    const object = this.#object;
    return object === null ? null : this.#editing.edgeAt(object, point, this.#scale);
  }

  insert(corner: ImagePoint): void {
    this.#editing.keep(corner);
  }

  drag(handle: ImagePoint, to: ImagePoint): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const change = this.#change(handle, to);
      if (change === null || typeof change === 'string') return;
      const preview = { op: 'reshape', id: '', ...change } as const;
      this.#surroundings.session.store.update((state) => setPreview(state, preview));
    });
  }

  /** Let the handle go at `to`, or take it out (null). */
  drop(handle: ImagePoint, to: ImagePoint | null): void {
    const { session, say } = this.#surroundings;
    const change = this.#change(handle, to);
    this.cancel();
    if (change === null) return;
    if (typeof change === 'string') {
      say(change);
      return;
    }
    session.reshape(change);
    if (to !== null) this.#editing.keep(pixelCorner(to));
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    this.#surroundings.session.store.update((state) => setPreview(state, null));
  }

  #change(handle: ImagePoint, to: ImagePoint | null): ChangeOrReason | null {
    const object = this.#object;
    const rle: Rle | null = object && this.#editing.moved(object, handle, to, this.#scale);
    if (object === null || rle === null || rle.counts === object.rle.counts) return null;
    if (isEmptyMask(rle)) return currentT()('actions.nothingLeft');
    return sendable([{ object: object.id, rle }], [], 'vertices', [object.id], currentT());
  }

  get #object(): OutlinedObject | null {
    const state = this.#surroundings.session.store.get();
    const object = state.view.tool === 'outline' ? selectedObject(state) : undefined;
    return object === undefined || object.rle === null ? null : { id: object.id, rle: object.rle };
  }

  get #scale(): number {
    return this.#surroundings.viewport.get()?.scale ?? 1;
  }
}
