/** Pure changes of what the person looks at. None of them reaches the server. */
import { MAX_BRUSH, MIN_BRUSH, steppedSize } from '../masks/brushTip';
import type { Uuid } from '../protocol/messages';
import type { EditorState, Past, UnsureStop, ViewState } from './editorState';
import { wentOnTo } from './trims';
import { visibleDocument } from './visibleDocument';

const NOBODY: ReadonlySet<Uuid> = new Set();

function withView(state: EditorState, view: Partial<ViewState>): EditorState {
  return { ...state, view: { ...state.view, ...view } };
}

/** What the side panel holds; leaving the history ends looking back, leaving the comments closes the one in hand. */
export function setPanel(state: EditorState, panel: ViewState['panel']): EditorState {
  return withView(state, {
    panel,
    ...(panel === 'history' ? {} : { past: null }),
    ...(panel === 'comments' ? {} : { pinning: null, openThread: null }),
  });
}

/** Show the image as it was, or (null) as it is. Nothing is selected then: what is selected could be changed. */
export function lookBack(state: EditorState, past: Past | null): EditorState {
  if (past === state.view.past) return state;
  return withView(select(state, null), { past, adjusting: null, menu: null, preview: null, hover: null });
}

/** Select this one object, or none. */
export function select(state: EditorState, selection: Uuid | null): EditorState {
  const { selection: now, companions } = state.view;
  return now === selection && companions.size === 0
    ? state
    : wentOnTo(withView(state, { selection, companions: NOBODY, preview: null }), selection);
}

/** Select these objects, the first of them foremost. */
export function selectTogether(state: EditorState, ids: readonly Uuid[]): EditorState {
  const [first = null, ...others] = ids;
  return withView(select(state, first), { companions: others.length === 0 ? NOBODY : new Set(others) });
}

/** Take an object into the selection, or out of it; when the foremost goes, the next one follows it. */
export function toggleSelected(state: EditorState, id: Uuid): EditorState {
  const ids = selectedIds(state.view);
  return selectTogether(state, ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
}

/** The selected objects, the foremost first, then in the order in which they were taken in. */
export function selectedIds({ selection, companions }: ViewState): Uuid[] {
  return selection === null ? [] : [selection, ...companions];
}

/** Begin to try out a change of the selected masks, or end it. */
export function setAdjusting(state: EditorState, adjusting: ViewState['adjusting']): EditorState {
  return withView(state, { adjusting, menu: null, preview: null });
}

/** Open the menu of the selected objects at a point of the page, or close it. */
export function openMenu(state: EditorState, menu: ViewState['menu']): EditorState {
  return withView(state, { menu });
}

/** Show what a change would do. */
export function setPreview(state: EditorState, preview: ViewState['preview']): EditorState {
  return state.view.preview === preview ? state : withView(state, { preview });
}

/** Take the person to a place where the model was least sure. */
export function stopAt(state: EditorState, unsure: UnsureStop): EditorState {
  return withView(select(state, unsure.object), { unsure });
}

export function hover(state: EditorState, id: Uuid | null): EditorState {
  return state.view.hover === id ? state : withView(state, { hover: id });
}

export function setActiveLabel(state: EditorState, activeLabel: number | null): EditorState {
  return withView(state, { activeLabel });
}

export function setOpacity(state: EditorState, opacity: number): EditorState {
  return withView(state, { opacity: Math.min(1, Math.max(0, Math.round(opacity * 100) / 100)) });
}

export function toggleMasks(state: EditorState): EditorState {
  return withView(state, { areMasksHidden: !state.view.areMasksHidden });
}

/** Each tool starts with adding, and lights no object that the one before had under its pointer. */
export function setTool(state: EditorState, tool: ViewState['tool']): EditorState {
  return state.view.tool === tool
    ? state
    : withView(state, { tool, hover: null, isSubtracting: false, adjusting: null, preview: null });
}

export function setBrushSize(state: EditorState, brushSize: number): EditorState {
  const size = Math.min(MAX_BRUSH, Math.max(MIN_BRUSH, Math.round(brushSize)));
  return state.view.brushSize === size ? state : withView(state, { brushSize: size });
}

export function stepBrushSize(state: EditorState, direction: 1 | -1): EditorState {
  return setBrushSize(state, steppedSize(state.view.brushSize, direction));
}

export function setSubtracting(state: EditorState, isSubtracting: boolean): EditorState {
  return withView(state, { isSubtracting });
}

export function setColouring(state: EditorState, colouring: ViewState['colouring']): EditorState {
  return withView(state, { colouring });
}

export function setOutlineOnly(state: EditorState, isOutlineOnly: boolean): EditorState {
  return withView(state, { isOutlineOnly });
}

export function setSolo(state: EditorState, isSolo: boolean): EditorState {
  return withView(state, { isSolo });
}

export function setPhoto(state: EditorState, photo: Partial<ViewState['photo']>): EditorState {
  return withView(state, { photo: { ...state.view.photo, ...photo } });
}

export function setCrosshair(state: EditorState, hasCrosshair: boolean): EditorState {
  return withView(state, { hasCrosshair });
}

export function toggleHidden(state: EditorState, id: Uuid): EditorState {
  const hidden = new Set(state.view.hidden);
  if (!hidden.delete(id)) hidden.add(id);
  return withView(state, { hidden });
}

/** Hide these objects, or show them. */
export function setHidden(state: EditorState, ids: readonly Uuid[], isHidden: boolean): EditorState {
  const hidden = new Set(state.view.hidden);
  for (const id of ids) {
    if (isHidden) hidden.add(id);
    else hidden.delete(id);
  }
  return withView(state, { hidden });
}

/** Select the object after (or before) the selected one in the list, going round. */
export function selectNeighbour(state: EditorState, step: 1 | -1): EditorState {
  const ids = [...visibleDocument(state.sync).objects.keys()];
  if (ids.length === 0 || state.view.past !== null) return state;
  const at = state.view.selection === null ? (step === 1 ? -1 : 0) : ids.indexOf(state.view.selection);
  return select(state, ids[(at + step + ids.length) % ids.length] as Uuid);
}

/** Objects that are gone can be neither selected, hovered nor hidden. */
export function forgetGoneObjects(state: EditorState): EditorState {
  const { objects } = visibleDocument(state.sync);
  const { hover: hovered, hidden } = state.view;
  const isGone = (id: Uuid | null): boolean => id !== null && !objects.has(id);
  const hasGoneHidden = [...hidden].some(isGone);
  const ids = selectedIds(state.view);
  const kept = ids.some(isGone)
    ? selectTogether(
        state,
        ids.filter((id) => !isGone(id)),
      )
    : state;
  if (!isGone(hovered) && !hasGoneHidden) return kept;
  return withView(kept, {
    hover: isGone(hovered) ? null : hovered,
    hidden: hasGoneHidden ? new Set([...hidden].filter((id) => objects.has(id))) : hidden,
  });
}
