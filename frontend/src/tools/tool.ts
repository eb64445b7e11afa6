/**
 * A tool is a small state machine: each state is a pure function from what the pointer did to the next state and the
 * commands to carry out. States live one a file in the tool's folder.
 */

import type { ImagePoint, ScreenPoint, Size } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import type { Uuid } from '../protocol/messages';

export type ToolState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'pointing';
      readonly start: ScreenPoint;
      readonly image: ImagePoint;
      readonly meaning: PointingMeaning;
    }
  | { readonly name: 'panning'; readonly last: ScreenPoint };

/** Decided when the button goes down, carried out when it comes up in the same place. */
export type PointingMeaning = 'object' | 'background' | 'select';

export type ToolCommand =
  | { readonly kind: 'click'; readonly point: ImagePoint; readonly isBackground: boolean }
  | { readonly kind: 'select'; readonly id: Uuid | null }
  | { readonly kind: 'hover'; readonly id: Uuid | null }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  /** Something was tried that cannot be done now; say so. */
  | { readonly kind: 'hint'; readonly reason: 'read-only' | 'locked' | 'not-ready' };

export interface ToolContext {
  readonly imageSize: Size;
  readonly objectAt: (point: ImagePoint) => Uuid | null;
  readonly canWrite: boolean;
  /** The document has been loaded. */
  readonly isReady: boolean;
  readonly isSelectionLocked: boolean;
  /** The key that turns a left click into a background click is down. */
  readonly isBackgroundKeyDown: boolean;
}

export interface Transition {
  readonly state: ToolState;
  readonly commands: readonly ToolCommand[];
}

export interface Tool {
  readonly name: 'click' | 'select';
  readonly cursor: string;
  handle(state: ToolState, event: CanvasPointerEvent, context: ToolContext): Transition;
}

export const IDLE: ToolState = { name: 'idle' };

/** A hand is not steadier than this, in CSS pixels; anything longer is a drag, and a drag is no click. */
export const DRAG_THRESHOLD_PX = 5;

export function stay(state: ToolState, ...commands: ToolCommand[]): Transition {
  return { state, commands };
}
