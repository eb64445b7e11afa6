/** Set what an object is, or several in one step: its label, whether it is locked, its attributes, its place in the stack. */
import type { SetOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import type { Action } from './action';

export type ObjectChange =
  | Pick<SetOperation, 'label'>
  | Pick<SetOperation, 'locked'>
  | Pick<SetOperation, 'attributes'>
  | Pick<SetOperation, 'z'>;

export function changeObject(
  state: EditorState,
  objects: readonly Uuid[],
  change: ObjectChange,
  operationId: Uuid,
): Action<SetOperation> {
  const [object, ...others] = objects;
  const named = object !== undefined && others.length === 0 ? { object } : { objects };
  const operation: SetOperation = { op: 'set', id: operationId, ...named, ...change };
  return { state: { ...state, sync: submitted(state.sync, operation) }, operation };
}
