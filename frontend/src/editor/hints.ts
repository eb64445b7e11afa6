/** Editor state -> the line that says what the tool will do next. Pure. */
import { type EditorState, isReadOnly, type ToolName } from '../store/editorState';
import { selectedObject, visibleDocument } from '../store/visibleDocument';
import { worksOnSelected } from './toolFacts';

export interface Hint {
  readonly icon: 'look' | 'select' | 'start' | 'add' | 'locked' | 'refine';
  readonly text: string;
}

interface Situation {
  /** There is an object to go on with. */
  readonly hasSelected: boolean;
  /** Of the next new object: the active label, or "object". */
  readonly name: string;
  readonly isSubtracting: boolean;
}

const NOTHING_TO_CHANGE = 'Ctrl and a click selects the object to change';

const HINTS: { readonly [K in ToolName]: (situation: Situation) => string } = {
  select: () => 'Click an object to select it · C for the click tool',
  click: ({ hasSelected, name }) =>
    hasSelected
      ? 'Click adds to the object · right click takes away · Enter when done'
      : `Click to add a new ${name}`,
  scribble: ({ hasSelected, name, isSubtracting }) => {
    if (isSubtracting) return 'Draw over what is not part of any object · right button over the object';
    return hasSelected
      ? 'Draw over the object · right button over what is not part of it · Enter when done'
      : `Draw a line over a new ${name}`;
  },
  box: ({ hasSelected, name }) =>
    `Drag a box around a new ${name}${hasSelected ? ' · with Shift around the selected object' : ''}`,
  brush: ({ hasSelected, name }) =>
    hasSelected ? 'Paint adds to the object · right button erases · Enter when done' : `Paint a new ${name}`,
  eraser: ({ hasSelected }) =>
    hasSelected ? 'Erase from the object · Enter when done' : 'Erase from the object under the pointer',
  polygon: ({ hasSelected, name, isSubtracting }) => {
    if (isSubtracting) return 'Click corners around what to take away · right button adds';
    return hasSelected
      ? 'Click corners around what to add · right button takes away · Enter when done'
      : `Click the corners of a new ${name} · drag to draw freehand`;
  },
  bounds: ({ name }) =>
    `Drag a bounding box around a new ${name} · take hold of the selected one to change it`,
  outline: ({ hasSelected }) =>
    hasSelected
      ? 'Drag a handle · double click makes one · Alt and a click takes one out'
      : NOTHING_TO_CHANGE,
  split: ({ hasSelected }) =>
    hasSelected ? 'Draw a line across the object: drag, or click and Enter' : NOTHING_TO_CHANGE,
  lasso: ({ hasSelected, name, isSubtracting }) => {
    if (isSubtracting) return 'Draw around what to take away · right button adds';
    return hasSelected
      ? 'Draw around what to add · right button takes away · Enter when done'
      : `Draw around a new ${name}`;
  },
};

const OUTLINING = 'Enter or the first corner closes · Backspace takes a corner back · Escape gives up';

/** `isOutlining`: a polygon has been begun. */
export function hintFor(
  state: EditorState,
  isOutlining: boolean,
  labels: readonly { id: number; name: string }[],
): Hint | null {
  const { sync, view } = state;
  if (sync.document === null) return null;
  if (isReadOnly(state)) return { icon: 'look', text: 'You can look at this image, not change it' };
  const { tool } = view;
  if (tool === 'select') return { icon: 'select', text: HINTS.select(situationOf(state, labels)) };
  if (isOutlining) return { icon: 'start', text: OUTLINING };
  const selected = selectedObject(state);
  if (selected?.locked && worksOnSelected(tool)) {
    return { icon: 'locked', text: 'Locked · K unlocks it, Enter starts another object' };
  }
  if (tool === 'click' && visibleDocument(sync).objects.size === 0) {
    return { icon: 'start', text: 'Click on an object to start' };
  }
  const icon = selected === undefined || !worksOnSelected(tool) ? 'add' : 'refine';
  return { icon, text: HINTS[tool](situationOf(state, labels)) };
}

function situationOf(state: EditorState, labels: readonly { id: number; name: string }[]): Situation {
  const { activeLabel, isSubtracting } = state.view;
  return {
    hasSelected: selectedObject(state) !== undefined,
    name: labels.find((label) => label.id === activeLabel)?.name ?? 'object',
    isSubtracting,
  };
}
