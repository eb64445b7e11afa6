/** The shape of the pointer over the canvas. */
import { mayChange } from '../store/editorState';
import { holderOfSelected } from '../store/leases';
import { selectedObject } from '../store/visibleDocument';
import { useEditorState, useHand } from './editorContext';
import { worksOnSelected } from './toolFacts';

export type Cursor = 'arrow' | 'cross' | 'grab' | 'grabbing' | 'forbidden';

export function useCursor(): Cursor {
  const isGrabbing = useHand(({ tool, isPanning }) => isPanning || tool.name === 'panning');
  const isPanKeyDown = useHand(({ held }) => held.isPan);
  const atRest = useEditorState((state): Cursor => {
    const { tool } = state.view;
    if (tool === 'select') return 'arrow';
    const isFixed = selectedObject(state)?.locked === true || holderOfSelected(state) !== null;
    return !mayChange(state) || (isFixed && worksOnSelected(tool)) ? 'forbidden' : 'cross';
  });
  if (isGrabbing) return 'grabbing';
  return isPanKeyDown ? 'grab' : atRest;
}
