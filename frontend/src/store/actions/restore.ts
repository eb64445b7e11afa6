/** Going back to an earlier revision is the server's: what it was then is read from the log. */
import type { RestoreOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import type { Action } from './action';

export function restore(state: EditorState, revision: number, operationId: Uuid): Action<RestoreOperation> {
  const operation: RestoreOperation = { op: 'restore', id: operationId, revision };
  return { state: { ...state, sync: submitted(state.sync, operation) }, operation };
}
