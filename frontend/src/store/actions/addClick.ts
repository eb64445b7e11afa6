/** Hop 2 of the way of a click: the click shows at once, as pending, and is on its way. */
import type { CropXyxy } from '../../canvas/crop';
import type { ClickOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { select } from '../viewReducers';
import type { Action } from './action';
import { rounded, targetOf } from './target';

export interface NewClick {
  /** Image pixels, continuous: the centre of the top-left pixel is (0.5, 0.5). */
  readonly x: number;
  readonly y: number;
  readonly isBackground: boolean;
  /** What the model looks at; null: the whole image. */
  readonly crop: CropXyxy | null;
  readonly operationId: Uuid;
  /** Used when nothing is selected: a click on nothing selected starts a new object of the active label. */
  readonly newObjectId: Uuid;
}

export function addClick(state: EditorState, click: NewClick): Action<ClickOperation> {
  const point = { op: 'click', id: click.operationId, x: rounded(click.x), y: rounded(click.y) } as const;
  const zoomed = click.crop === null ? {} : { crop: click.crop };
  const operation: ClickOperation = click.isBackground
    ? { ...point, ...zoomed, object: null }
    : { ...point, ...zoomed, ...targetOf(state, click.newObjectId) };
  const next = { ...state, sync: submitted(state.sync, operation) };
  return { state: operation.object === null ? next : select(next, operation.object), operation };
}
