/** Remove an object; the one next to it in the list is not selected, because the next click should start a new one. */
import type { DeleteOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { forgetGoneObjects } from '../viewReducers';
import type { Action } from './action';

export function deleteObject(state: EditorState, object: Uuid, operationId: Uuid): Action<DeleteOperation> {
  const operation: DeleteOperation = { op: 'delete', id: operationId, object };
  return { state: forgetGoneObjects({ ...state, sync: submitted(state.sync, operation) }), operation };
}
