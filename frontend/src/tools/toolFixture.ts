/** For tests: move a pointer over a canvas of 100 x 80 image pixels at 4 CSS pixels each, and see what a tool does. */
import { imagePoint } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { createViewport, toScreen } from '../canvas/viewport';
import { IDLE, type Tool, type ToolCommand, type ToolContext, type ToolKey, type ToolState } from './tool';

export const IMAGE = { width: 100, height: 80 };
export const RIGHT = { button: 'right' } as const;

const VIEWPORT = createViewport(IMAGE, { width: 448, height: 368 });

/** Nothing selected; `left` lies on the left half of the image. */
export const CONTEXT: ToolContext = {
  imageSize: IMAGE,
  scale: VIEWPORT.scale,
  objectAt: ([x]) => (x < 50 ? 'left' : null),
  canWrite: true,
  isReady: true,
  selection: null,
  isSelected: () => false,
  handleAt: () => null,
  edgeAt: () => null,
  isLocked: () => false,
  isLeased: () => false,
  selectedBounds: null,
  isSubtracting: false,
  isOppositeKeyDown: false,
};

/** x and y in image pixels */
export type Step =
  | readonly [type: CanvasPointerEvent['type'], x: number, y: number, more?: Partial<CanvasPointerEvent>]
  | ToolKey;

export interface Driven {
  readonly state: ToolState;
  /** All but the lighting up of objects under the pointer. */
  readonly commands: readonly ToolCommand[];
  /** Keys that the tool did not take. */
  readonly untaken: readonly ToolKey[];
}

export function drive(
  tool: Tool,
  steps: readonly Step[],
  more: Partial<ToolContext> = {},
  start: ToolState = IDLE,
): Driven {
  const context = { ...CONTEXT, ...more };
  let state = start;
  const commands: ToolCommand[] = [];
  const untaken: ToolKey[] = [];
  for (const step of steps) {
    const next =
      typeof step === 'string'
        ? (tool.press?.(state, step, context) ?? null)
        : tool.handle(state, eventOf(step), context);
    if (next === null) {
      untaken.push(step as ToolKey);
      continue;
    }
    state = next.state;
    commands.push(...next.commands);
  }
  return { state, commands: commands.filter(({ kind }) => kind !== 'hover'), untaken };
}

/** What every tool that changes something must refuse, and why. */
export const REFUSED = [
  ['read-only', { canWrite: false }],
  ['not-ready', { isReady: false }],
] as const satisfies readonly (readonly [string, Partial<ToolContext>])[];

export const LOCKED: Partial<ToolContext> = { selection: 'left', isLocked: (id) => id === 'left' };

function eventOf([type, x, y, more]: Exclude<Step, ToolKey>): CanvasPointerEvent {
  const image = imagePoint(x, y);
  return {
    type,
    image,
    screen: toScreen(VIEWPORT, image),
    button: 'left',
    isCtrl: false,
    isAlt: false,
    isShift: false,
    ...more,
  };
}
