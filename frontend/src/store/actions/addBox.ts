/** A box drawn around an object: it starts a new one, or is given to the selected one. */
import type { CropXyxy } from '../../canvas/crop';
import type { BoxOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { select } from '../viewReducers';
import type { Action } from './action';
import { rounded, targetOf } from './target';

export interface NewBox {
  /** x0, y0, x1, y1 in image pixels, inside the image, x0 < x1 and y0 < y1. */
  readonly box: BoxOperation['box'];
  readonly isForSelected: boolean;
  /** What the model looks at; null: the whole image. */
  readonly crop: CropXyxy | null;
  readonly operationId: Uuid;
  readonly newObjectId: Uuid;
}

export function addBox(state: EditorState, drawn: NewBox): Action<BoxOperation> {
  const [x0, y0, x1, y1] = drawn.box;
  const start = drawn.isForSelected ? state : select(state, null);
  const operation: BoxOperation = {
    op: 'box',
    id: drawn.operationId,
    ...targetOf(start, drawn.newObjectId),
    box: [rounded(x0), rounded(y0), rounded(x1), rounded(y1)],
    ...(drawn.crop === null ? {} : { crop: drawn.crop }),
  };
  return { state: select({ ...state, sync: submitted(state.sync, operation) }, operation.object), operation };
}
