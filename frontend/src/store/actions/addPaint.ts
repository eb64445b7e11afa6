/** A finished stroke of the brush or eraser, or a filled outline. */
import type { PaintOperation, Uuid } from '../../protocol/messages';
import type { Rle } from '../../protocol/rle';
import type { EditorState } from '../editorState';
import { isHeldByLocks, painted } from '../painted';
import { submitted } from '../reconcile';
import { select } from '../viewReducers';
import { visibleDocument } from '../visibleDocument';
import type { Action } from './action';

export interface NewPaint {
  /** Of the size of the image. */
  readonly rle: Rle;
  readonly mode: PaintOperation['mode'];
  /** An object of the image, or the id of the new one that this makes. */
  readonly object: Uuid;
  readonly operationId: Uuid;
}

/** Why a stroke is not sent: it would change no pixel, all of its pixels being locked or already as it says. */
export type Unpainted = 'locked' | 'no-change';

export function addPaint(state: EditorState, paint: NewPaint): Action<PaintOperation> | Unpainted {
  const { objects } = visibleDocument(state.sync);
  const { leases, mayOverlap } = state.link;
  const operation: PaintOperation = {
    op: 'paint',
    id: paint.operationId,
    object: paint.object,
    ...(objects.has(paint.object) ? {} : { label: state.view.activeLabel }),
    rle: paint.rle,
    mode: paint.mode,
  };
  if (painted(objects, operation, leases, mayOverlap).size === 0) {
    return isHeldByLocks(objects, operation, leases, mayOverlap) ? 'locked' : 'no-change';
  }
  const sync = submitted(state.sync, operation, leases, mayOverlap);
  return { state: select({ ...state, sync }, operation.object), operation };
}
