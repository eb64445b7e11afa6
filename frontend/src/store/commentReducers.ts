/** Pure changes of what is shown of the comments: the pin that is being placed, the open thread, all pins or none. */
import type { Uuid } from '../protocol/messages';
import type { EditorState, Pinning } from './editorState';
import { setPanel } from './viewReducers';

function withComments(
  state: EditorState,
  comments: Partial<Pick<EditorState['view'], 'pinning' | 'openThread' | 'arePinsHidden'>>,
): EditorState {
  return { ...state, view: { ...state.view, ...comments } };
}

/** Begin a comment at a place, or move the pin of the one that was begun. Who pins wants to see pins. */
export function placePin(state: EditorState, pinning: Pinning): EditorState {
  return withComments(setPanel(state, 'comments'), { pinning, openThread: null, arePinsHidden: false });
}

/** The comment was sent or given up. */
export function endPinning(state: EditorState): EditorState {
  return state.view.pinning === null ? state : withComments(state, { pinning: null });
}

/** Show a thread in the panel; null folds the one that is open. */
export function openThread(state: EditorState, thread: Uuid | null): EditorState {
  if (thread === null) return withComments(state, { openThread: null });
  return withComments(setPanel(state, 'comments'), { openThread: thread });
}

export function togglePins(state: EditorState): EditorState {
  return withComments(state, { arePinsHidden: !state.view.arePinsHidden });
}

/** The server told that comments changed, or could have done so unseen. */
export function commentsTold(state: EditorState): EditorState {
  return { ...state, link: { ...state.link, commentNews: state.link.commentNews + 1 } };
}
