/**
 * A tool is a small state machine: each state is a pure function from what the pointer did to the next state and the
 * commands to carry out. States live one a file in the tool's folder.
 */

import type { ImagePoint, ScreenPoint, Size } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import type { PaintOperation, Uuid } from '../protocol/messages';
import type { ToolName } from '../store/editorState';
import type { Bounding } from './BoundsTool/Bounding';
import type { Boxing } from './BoxTool/Boxing';
import type { Painting } from './BrushTool/Painting';
import type { Lassoing } from './LassoTool/Lassoing';
import type { Handling } from './OutlineTool/Handling';
import type { EdgeClicked } from './OutlineTool/Idle';
import type { Outlining } from './PolygonTool/Outlining';
import type { Scribbling } from './ScribbleTool/Scribbling';
import type { Cutting } from './SplitTool/Cutting';

export type ToolState =
  /** `anchor`: where the brush was lifted, for a straight line from there. */
  | { readonly name: 'idle'; readonly anchor?: ImagePoint }
  | {
      readonly name: 'pointing';
      readonly start: ScreenPoint;
      readonly image: ImagePoint;
      readonly meaning: PointingMeaning;
    }
  | { readonly name: 'panning'; readonly last: ScreenPoint }
  | Painting
  | Outlining
  | Lassoing
  | Scribbling
  | Boxing
  | Cutting
  | Bounding
  | EdgeClicked
  | Handling;

/** Decided when the button goes down, carried out when it comes up in the same place. */
export type PointingMeaning = 'object' | 'background' | 'select' | 'toggle' | 'menu';

export type PaintMode = PaintOperation['mode'];

export type ToolCommand =
  | { readonly kind: 'click'; readonly point: ImagePoint; readonly isBackground: boolean }
  | { readonly kind: 'scribble'; readonly points: readonly ImagePoint[]; readonly isBackground: boolean }
  | { readonly kind: 'box'; readonly box: BoxXyxy; readonly isForSelected: boolean }
  /** Begin to paint at a point. `object`: null stands for the selected object, or a new one. */
  | {
      readonly kind: 'stroke-start';
      readonly point: ImagePoint;
      readonly mode: PaintMode;
      readonly object: Uuid | null;
    }
  | { readonly kind: 'stroke-to'; readonly point: ImagePoint }
  | { readonly kind: 'stroke-end' }
  | { readonly kind: 'stroke-cancel' }
  /** Paint or erase all that the outline holds. */
  | {
      readonly kind: 'fill';
      readonly outline: readonly ImagePoint[];
      readonly mode: PaintMode;
      readonly object: Uuid | null;
    }
  /** A bounding box as an object of its own. `object`: null stands for a new one. */
  | { readonly kind: 'bounds'; readonly box: BoxXyxy; readonly object: Uuid | null }
  | { readonly kind: 'split'; readonly line: readonly ImagePoint[] }
  /** `handle`, `corner`: corners of the selected object's outline. */
  | { readonly kind: 'handle-to' | 'handle-end'; readonly handle: ImagePoint; readonly to: ImagePoint }
  | { readonly kind: 'handle-insert'; readonly corner: ImagePoint }
  | { readonly kind: 'handle-delete'; readonly handle: ImagePoint }
  | { readonly kind: 'handle-cancel' }
  | { readonly kind: 'select'; readonly id: Uuid | null }
  /** Take it into the selection, or out of it. */
  | { readonly kind: 'toggle'; readonly id: Uuid }
  /** Open the menu of the selected objects. */
  | { readonly kind: 'menu'; readonly at: ScreenPoint }
  | { readonly kind: 'hover'; readonly id: Uuid | null }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  /** Something was tried that cannot be done now; say so. */
  | { readonly kind: 'hint'; readonly reason: HintReason };

/** x0, y0, x1, y1 in image pixels */
export type BoxXyxy = readonly [number, number, number, number];

export type HintReason =
  | 'read-only'
  | 'locked'
  | 'leased'
  | 'not-ready'
  | 'nothing-to-erase'
  | 'nothing-selected'
  | 'too-few-corners'
  | 'drag-box'
  | 'drag-outline';

export interface ToolContext {
  readonly imageSize: Size;
  /** CSS pixels per image pixel */
  readonly scale: number;
  readonly objectAt: (point: ImagePoint) => Uuid | null;
  readonly canWrite: boolean;
  /** The document has been loaded, and the server has said what may be done with it. */
  readonly isReady: boolean;
  readonly selection: Uuid | null;
  readonly isSelected: (id: Uuid) => boolean;
  readonly isLocked: (id: Uuid) => boolean;
  /** Somebody else works on it. */
  readonly isLeased: (id: Uuid) => boolean;
  /** Of the selected object when it is a bounding box and nothing else. */
  readonly selectedBounds: BoxXyxy | null;
  /** The handle of the selected object's outline under a point, and the corner of the outline there. */
  readonly handleAt: (point: ImagePoint) => ImagePoint | null;
  readonly edgeAt: (point: ImagePoint) => ImagePoint | null;
  /** The tool was switched to taking away. */
  readonly isSubtracting: boolean;
  /** The key is down that makes the left button do what the right one does. */
  readonly isOppositeKeyDown: boolean;
}

export interface Transition {
  readonly state: ToolState;
  readonly commands: readonly ToolCommand[];
}

/** Keys that a tool may take while it is in the middle of something. */
export type ToolKey = 'Enter' | 'Escape' | 'Backspace';

export interface Tool {
  readonly name: ToolName;
  handle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition;
  /** null: the key means nothing to the tool now. */
  press?(state: ToolState, key: ToolKey, context: ToolContext): Transition | null;
}

export const IDLE: ToolState = { name: 'idle' };

/** A hand is not steadier than this, in CSS pixels; anything longer is a drag, and a drag is no click. */
export const DRAG_THRESHOLD_PX = 5;

export function stay(state: ToolState, ...commands: ToolCommand[]): Transition {
  return { state, commands };
}
