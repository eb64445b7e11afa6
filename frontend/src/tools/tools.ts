/** All tools of the editor, in the order of the tool rail. */
import type { ToolName } from '../store/editorState';
import { boundsTool } from './BoundsTool/BoundsTool';
import { boxTool } from './BoxTool/BoxTool';
import { brushTool } from './BrushTool/BrushTool';
import { clickTool } from './ClickTool/ClickTool';
import { eraserTool } from './EraserTool/EraserTool';
import { lassoTool } from './LassoTool/LassoTool';
import { outlineTool } from './OutlineTool/OutlineTool';
import { polygonTool } from './PolygonTool/PolygonTool';
import { scribbleTool } from './ScribbleTool/ScribbleTool';
import { selectTool } from './SelectTool/SelectTool';
import { splitTool } from './SplitTool/SplitTool';
import type { Tool } from './tool';

export const TOOLS: { readonly [K in ToolName]: Tool } = {
  select: selectTool,
  click: clickTool,
  scribble: scribbleTool,
  box: boxTool,
  brush: brushTool,
  eraser: eraserTool,
  polygon: polygonTool,
  lasso: lassoTool,
  outline: outlineTool,
  split: splitTool,
  bounds: boundsTool,
};
