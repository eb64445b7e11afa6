/** Hop 2 of the way of a click: the click shows at once, as pending, and is on its way. */
import type { ClickOperation, Uuid } from '../../protocol/messages';
import type { EditorState } from '../editorState';
import { submitted } from '../reconcile';
import { select } from '../viewReducers';
import type { Action } from './action';

export interface NewClick {
  /** Image pixels, continuous: the centre of the top-left pixel is (0.5, 0.5). */
  readonly x: number;
  readonly y: number;
  readonly isBackground: boolean;
  readonly operationId: Uuid;
  /** Used when nothing is selected: a click on nothing selected starts a new object of the active label. */
  readonly newObjectId: Uuid;
}

export function addClick(state: EditorState, click: NewClick): Action<ClickOperation> {
  const point = { op: 'click', id: click.operationId, x: round(click.x), y: round(click.y) } as const;
  if (click.isBackground) {
    const operation: ClickOperation = { ...point, object: null };
    return { state: { ...state, sync: submitted(state.sync, operation) }, operation };
  }
  const { selection, activeLabel } = state.view;
  const operation: ClickOperation =
    selection === null
      ? { ...point, object: click.newObjectId, label: activeLabel }
      : { ...point, object: selection };
  const next = { ...state, sync: submitted(state.sync, operation) };
  return { state: select(next, operation.object), operation };
}

/** A hundredth of a pixel is finer than any hand. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
