/** A bounding box as an object of its own: a new one of the active label, or the box of one that is there. */
import type { BoundsOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { select } from '../viewReducers';
import type { Action } from './action';

export interface NewBounds {
  /** x0, y0, x1, y1 in whole image pixels, inside the image, x0 < x1 and y0 < y1. */
  readonly box: BoundsOperation['box'];
  /** The object whose box this is from now on; null: a new object. */
  readonly object: Uuid | null;
  readonly operationId: Uuid;
  readonly newObjectId: Uuid;
}

export function setBounds(state: EditorState, drawn: NewBounds): Action<BoundsOperation> {
  const target =
    drawn.object === null
      ? { object: drawn.newObjectId, label: state.view.activeLabel }
      : { object: drawn.object };
  const operation: BoundsOperation = { op: 'bounds', id: drawn.operationId, ...target, box: drawn.box };
  return { state: select({ ...state, sync: submitted(state.sync, operation) }, target.object), operation };
}
