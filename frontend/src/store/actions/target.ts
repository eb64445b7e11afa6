/** Which object the next click, stroke or box works on: the selected one, or a new one of the active label. */
import type { Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';

/** `label` is only given with a new object. */
export interface Target {
  readonly object: Uuid;
  readonly label?: number | null;
}

/** `newObjectId` is used when nothing is selected. */
export function targetOf({ view }: EditorState, newObjectId: Uuid): Target {
  return view.selection === null
    ? { object: newObjectId, label: view.activeLabel }
    : { object: view.selection };
}

/** A hundredth of a pixel is finer than any hand. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
