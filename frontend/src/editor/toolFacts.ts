/** What the editor shows and offers of each tool. */
import type { ToolName } from '../store/editorState';

/** Tools that paint with a round tip of some size. */
export function hasSize(tool: ToolName): boolean {
  return tool === 'brush' || tool === 'eraser';
}

/** Tools that act at one place, so that a finger that stays there may mean something else than one that taps. */
export function hasLongPress(tool: ToolName): boolean {
  return tool === 'select' || tool === 'click';
}

/** Tools that can be switched from adding to taking away. */
export function canSubtract(tool: ToolName): boolean {
  return tool === 'polygon' || tool === 'lasso' || tool === 'scribble';
}

/** Tools that change the selected object where there is one; a box starts another. */
export function worksOnSelected(tool: ToolName): boolean {
  return tool !== 'select' && tool !== 'box' && tool !== 'bounds';
}
