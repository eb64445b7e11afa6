/** Editor and hand -> what the tool layer draws. */
import type { ToolAppearance } from '../render/drawTool';
import type { EditorState } from '../store/editorState';
import type { HandState } from './hand';
import { colourOf } from './liveStroke';
import type { OutlineHand } from './outlineHand';

export function toolAppearance(
  state: EditorState,
  { tool, pointer, held, isPanning }: HandState,
  labelColours: ReadonlyMap<number, string>,
  outline: Pick<OutlineHand, 'loops' | 'handleAt'>,
): ToolAppearance {
  const isForNew = tool.name === 'boxing' && !tool.isForSelected;
  const object = isForNew ? null : state.view.selection;
  return {
    tool: state.view.tool,
    state: tool,
    pointer: isPanning ? null : pointer,
    isShiftDown: held.isShift,
    brushSize: state.view.brushSize,
    colour: colourOf(state, object, labelColours),
    loops: outline.loops(),
    handle: pointer === null ? null : outline.handleAt(pointer),
  };
}
