/** Keeps what the canvas draws from frame to frame, and builds anew only the part whose inputs have changed. */
import type { Uuid } from '../protocol/messages';
import type { MaskAppearance } from '../render/maskLayer';
import { buildMarks, type Marks, maskAppearances, objectColours } from '../render/scene';
import type { EditorState } from '../store/editorState';
import { hiddenObjects } from '../store/hiddenObjects';
import { shownDocument } from '../store/visibleDocument';

type Inputs = readonly unknown[];

export class SceneCache {
  #maskInputs: Inputs = [];
  #markInputs: Inputs = [];
  colours: ReadonlyMap<Uuid, string> = new Map();
  masks: ReadonlyMap<Uuid, MaskAppearance> = new Map();
  marks: Marks = { outlines: [], bounds: [], boxes: [], lines: [], dots: [], trims: [], leases: [] };

  /** Returns whether the masks have changed since the call before. */
  update(state: EditorState, labelColours: ReadonlyMap<number, string>): boolean {
    const { sync, view, link, trims } = state;
    const maskInputs = [sync, view.preview, view.past, hiddenObjects(state), view.colouring, labelColours];
    const haveMasksChanged = !isSame(maskInputs, this.#maskInputs);
    if (haveMasksChanged) {
      this.#maskInputs = maskInputs;
      this.colours = objectColours(shownDocument(state).objects, view.colouring, labelColours);
      this.masks = maskAppearances(state, this.colours);
    }
    const lit = [view.selection, view.companions, view.hover, view.areMasksHidden];
    const markInputs = [this.colours, ...lit, trims.objects, link.leases];
    if (haveMasksChanged || !isSame(markInputs, this.#markInputs)) {
      this.#markInputs = markInputs;
      this.marks = buildMarks(state, this.colours);
    }
    return haveMasksChanged;
  }
}

/** One by one, by identity. */
export function isSame(a: Inputs, b: Inputs): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
