/** An action is a pure function: the state before -> the state to show at once, and the operation to send. */
import type { ClientOperation } from '../../protocol/messages';
import type { EditorState } from '../editorState';

export interface Action<T extends ClientOperation = ClientOperation> {
  readonly state: EditorState;
  readonly operation: T;
}
