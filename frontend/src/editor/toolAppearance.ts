/** Editor and hand -> what the tool layer draws. */
import type { ToolAppearance } from '../render/drawTool';
import type { EditorState } from '../store/editorState';
import { boundsOf, selectedObject } from '../store/visibleDocument';
import type { HandState } from './hand';
import { colourOf } from './liveStroke';
import type { OutlineHand } from './outlineHand';

export function toolAppearance(
  state: EditorState,
  { tool, pointer, isByKeys, held, isPanning }: HandState,
  labelColours: ReadonlyMap<number, string>,
  outline: Pick<OutlineHand, 'loops' | 'handleAt'>,
): ToolAppearance {
  const isForNew =
    (tool.name === 'boxing' && !tool.isForSelected) || (tool.name === 'bounding' && tool.held === null);
  const object = isForNew ? null : state.view.selection;
  const selected = selectedObject(state);
  return {
    tool: state.view.tool,
    state: tool,
    pointer: isPanning ? null : pointer,
    crosshair: isByKeys ? 'keys' : state.view.hasCrosshair ? 'mouse' : null,
    isShiftDown: held.isShift,
    brushSize: state.view.brushSize,
    colour: colourOf(state, object, labelColours),
    loops: outline.loops(),
    bounds:
      state.view.tool === 'bounds' && selected !== undefined && !selected.locked ? boundsOf(selected) : null,
    handle: pointer === null ? null : outline.handleAt(pointer),
  };
}
