/** Undo and redo are the server's: it knows what of ours is still in effect. They wait behind the operations before them. */
import type { UndoOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import type { Action } from './action';

export function undo(state: EditorState, operationId: Uuid): Action<UndoOperation> {
  return step(state, { op: 'undo', id: operationId });
}

export function redo(state: EditorState, operationId: Uuid): Action<UndoOperation> {
  return step(state, { op: 'redo', id: operationId });
}

function step(state: EditorState, operation: UndoOperation): Action<UndoOperation> {
  return { state: { ...state, sync: submitted(state.sync, operation) }, operation };
}
