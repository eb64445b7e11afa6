/** Editor and hand -> what the tool layer draws. Pure. */
import type { ToolAppearance } from '../render/drawTool';
import type { EditorState } from '../store/editorState';
import type { HandState } from './hand';
import { colourOf } from './liveStroke';

export function toolAppearance(
  state: EditorState,
  { tool, pointer, held, isPanning }: HandState,
  labelColours: ReadonlyMap<number, string>,
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
  };
}
