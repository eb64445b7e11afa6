/** Give objects whole masks and remove others, in one step. */
import type { T } from '../../i18n/translate';
import {
  MAX_MESSAGE_BYTES,
  MAX_OBJECTS,
  MAX_RESHAPED,
  type ReshapeOperation,
  type Uuid,
} from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { selectTogether } from '../viewReducers';
import type { Action } from './action';

export type Reshape = Omit<ReshapeOperation, 'op' | 'id'>;

export interface NewReshape extends Reshape {
  readonly operationId: Uuid;
  /** What is selected afterwards, the first object foremost. */
  readonly selected: readonly Uuid[];
}

export function reshape(state: EditorState, change: NewReshape): Action<ReshapeOperation> {
  const { operationId, selected, ...content } = change;
  const operation: ReshapeOperation = { op: 'reshape', id: operationId, ...content };
  const { leases, mayOverlap } = state.link;
  const next = { ...state, sync: submitted(state.sync, operation, leases, mayOverlap) };
  return { state: selectTogether({ ...next, view: { ...next.view, preview: null } }, selected), operation };
}

/** A sentence for the person when the server would not take so much at once; null when it would. */
export function tooLarge({ objects, removed }: Pick<Reshape, 'objects' | 'removed'>, t: T): string | null {
  const count = objects.length + removed.length;
  const most = objects.length > 0 ? MAX_RESHAPED : MAX_OBJECTS;
  if (count > most) return t('actions.tooMany', { count, most });
  // Not counted from the run lengths: one character in fifty is a backslash, which JSON doubles.
  const length = JSON.stringify({ objects, removed }).length + 200;
  return length > MAX_MESSAGE_BYTES ? t('actions.tooIntricate') : null;
}
