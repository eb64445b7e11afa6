/** Keeps what the canvas draws from frame to frame, and builds anew only the part whose inputs have changed. */
import type { Uuid } from '../protocol/messages';
import type { MaskAppearance } from '../render/maskLayer';
import { buildMarks, type Marks, maskAppearances, NO_MARKS, objectColours } from '../render/scene';
import type { EditorState } from '../store/editorState';
import { hiddenObjects } from '../store/hiddenObjects';
import { shownDocument } from '../store/visibleDocument';

type Inputs = readonly unknown[];

export class SceneCache {
  #maskInputs: Inputs = [];
  #markInputs: Inputs = [];
  #marks = NO_MARKS;
  #state: EditorState | null = null;
  colours: ReadonlyMap<Uuid, string> = new Map();
  masks: ReadonlyMap<Uuid, MaskAppearance> = new Map();

  /** Returns whether the masks have changed since the call before. */
  update(state: EditorState, labelColours: ReadonlyMap<number, string>): boolean {
    const { sync, view } = state;
    this.#state = state;
    const maskInputs = [sync, view.preview, view.past, hiddenObjects(state), view.colouring, labelColours];
    const haveMasksChanged = !isSame(maskInputs, this.#maskInputs);
    if (haveMasksChanged) {
      this.#maskInputs = maskInputs;
      this.colours = objectColours(shownDocument(state).objects, view.colouring, labelColours);
      this.masks = maskAppearances(state, this.colours, this.masks);
    }
    return haveMasksChanged;
  }

  /** Of the state last given: built when they are asked for, which may be a frame after the masks. */
  get marks(): Marks {
    if (this.#state === null) return NO_MARKS;
    const { view, link, trims } = this.#state;
    const lit = [view.selection, view.companions, view.hover, view.areMasksHidden];
    const inputs = [this.#maskInputs, ...lit, trims.objects, link.leases];
    if (!isSame(inputs, this.#markInputs)) {
      this.#markInputs = inputs;
      this.#marks = buildMarks(this.#state, this.colours);
    }
    return this.#marks;
  }
}

/** One by one, by identity. */
export function isSame(a: Inputs, b: Inputs): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
