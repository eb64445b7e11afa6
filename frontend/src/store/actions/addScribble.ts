/** A line drawn over an object, or over what is no object: shown at once, as pending, and on its way to the model. */
import type { CropXyxy } from '../../canvas/crop';
import type { ScribbleOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { select } from '../viewReducers';
import type { Action } from './action';
import { rounded, targetOf } from './target';

export interface NewScribble {
  /** Image pixels, inside the image, at least one point. */
  readonly points: readonly (readonly [number, number])[];
  readonly isBackground: boolean;
  /** What the model looks at; null: the whole image. */
  readonly crop: CropXyxy | null;
  readonly operationId: Uuid;
  readonly newObjectId: Uuid;
}

export function addScribble(state: EditorState, scribble: NewScribble): Action<ScribbleOperation> {
  const points = scribble.points.map(([x, y]) => [rounded(x), rounded(y)] as const);
  const zoomed = scribble.crop === null ? {} : { crop: scribble.crop };
  const line = { op: 'scribble', id: scribble.operationId, points, ...zoomed } as const;
  const operation: ScribbleOperation = scribble.isBackground
    ? { ...line, object: null }
    : { ...line, ...targetOf(state, scribble.newObjectId) };
  const next = { ...state, sync: submitted(state.sync, operation) };
  return { state: operation.object === null ? next : select(next, operation.object), operation };
}
