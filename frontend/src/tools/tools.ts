/** All tools of the editor, in the order of the tool rail. */
import { clickTool } from './ClickTool/ClickTool';
import { selectTool } from './SelectTool/SelectTool';
import type { Tool } from './tool';

export const TOOLS: { readonly [K in Tool['name']]: Tool } = { click: clickTool, select: selectTool };
