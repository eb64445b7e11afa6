/** What the tool in hand shows ahead of its result: the tip, an outline or a line on its way, a box being dragged. */
import type { ImagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import type { HandledLoop } from '../masks/handles';
import type { ToolName } from '../store/editorState';
import { boundsOf } from '../tools/BoundsTool/Bounding';
import { boxOf } from '../tools/BoxTool/Boxing';
import { pointsOf } from '../tools/PolygonTool/Outlining';
import type { ToolState } from '../tools/tool';
import { type DrawnBounds, drawBounds, drawBoundsHandles } from './drawBounds';
import { drawBoxes } from './drawBoxes';
import { drawCrosshair } from './drawCrosshair';
import { drawHandles, drawMovedHandle } from './drawHandles';
import { drawStrokes } from './drawStrokes';
import { drawTip } from './drawTip';

export interface ToolAppearance {
  readonly tool: ToolName;
  readonly state: ToolState;
  /** null while the pointer is not over the canvas. */
  readonly pointer: ImagePoint | null;
  /** Lines through the pointer, and what moves it; null: none. */
  readonly crosshair: 'mouse' | 'keys' | null;
  /** Held: the next stroke of the brush would be a straight line. */
  readonly isShiftDown: boolean;
  readonly brushSize: number;
  /** Of the object that is worked on. */
  readonly colour: string;
  /** The outline that is edited; none with other tools. */
  readonly loops: readonly HandledLoop[];
  /** The selected bounding box that can be changed; null with other tools. */
  readonly bounds: DrawnBounds['box'] | null;
  /** The handle under the pointer. */
  readonly handle: ImagePoint | null;
}

/** Whether the tool shows nothing. */
export function isBlank({ tool, state, pointer, crosshair, bounds }: ToolAppearance): boolean {
  if (tool === 'outline' || bounds !== null) return false;
  if (crosshair !== null && pointer !== null) return false;
  if ((tool === 'brush' || tool === 'eraser') && pointer !== null) return false;
  return state.name === 'idle' || state.name === 'panning' || state.name === 'pointing';
}

const CORNER_PX = 3.5;
const TAKEN_AWAY = '#ff4d4f';

export function drawTool(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  appearance: ToolAppearance,
): void {
  const { tool, state, pointer, colour, crosshair } = appearance;
  if (crosshair !== null && pointer !== null) drawCrosshair(context, viewport, pointer, crosshair === 'keys');
  if (tool === 'brush' || tool === 'eraser') drawBrush(context, viewport, appearance);
  if (tool === 'outline') drawEditedOutline(context, viewport, appearance);
  if (appearance.bounds !== null && state.name === 'idle')
    drawBoundsHandles(context, viewport, { box: appearance.bounds });
  switch (state.name) {
    case 'outlining': {
      const points = pointsOf(state);
      const shown = state.isSubtracting ? TAKEN_AWAY : colour;
      const isHanging = pointer !== null && !state.isFreehand;
      drawOutline(context, viewport, isHanging ? [...points, pointer] : points, shown);
      for (const piece of state.pieces) drawCorner(context, viewport, piece[0] as ImagePoint, shown);
      break;
    }
    case 'lassoing':
      drawOutline(context, viewport, closed(state.points), state.isSubtracting ? TAKEN_AWAY : colour);
      break;
    case 'scribbling': {
      const shown = state.isBackground ? null : colour;
      const line = { points: state.points, colour: shown, isPending: false, isEmphasised: true };
      drawStrokes(context, viewport, [line], 0);
      break;
    }
    case 'cutting': {
      const isHanging = pointer !== null && !state.isFreehand;
      drawOutline(context, viewport, isHanging ? [...state.points, pointer] : state.points, TAKEN_AWAY);
      for (const point of state.isFreehand ? [] : state.points)
        drawCorner(context, viewport, point, TAKEN_AWAY);
      break;
    }
    case 'bounding': {
      const box = boundsOf(state, viewport.image);
      drawBounds(context, viewport, [{ box, colour, emphasis: 'selected' }]);
      break;
    }
    case 'boxing':
      drawBoxes(context, viewport, [{ box: boxOf(state, viewport.image), colour }]);
      break;
    default:
  }
}

function drawEditedOutline(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { state, pointer, loops, handle, colour }: ToolAppearance,
): void {
  if (state.name === 'handling' && state.isMoved && pointer !== null) {
    drawMovedHandle(context, viewport, loops, state.handle, pointer, colour);
    return;
  }
  drawHandles(context, viewport, loops, state.name === 'handling' ? state.handle : handle, pointer, colour);
}

function drawBrush(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { state, pointer, isShiftDown, brushSize }: ToolAppearance,
): void {
  if (pointer === null || state.name === 'panning') return;
  if (state.name === 'idle' && state.anchor !== undefined && isShiftDown) {
    drawOutline(context, viewport, [state.anchor, pointer], '#ffffff');
  }
  drawTip(context, viewport, pointer, brushSize);
}

function drawOutline(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  points: readonly ImagePoint[],
  colour: string,
): void {
  const path = new Path2D();
  for (const point of points) path.lineTo(...screenXy(viewport, point));
  context.lineJoin = 'round';
  for (const [stroke, width] of [
    ['rgba(0, 0, 0, 0.55)', 4],
    ['#ffffff', 2.75],
    [colour, 1.5],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke(path);
  }
}

function drawCorner(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  point: ImagePoint,
  colour: string,
): void {
  context.beginPath();
  context.arc(...screenXy(viewport, point), CORNER_PX, 0, Math.PI * 2);
  context.fillStyle = '#ffffff';
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.75;
  context.stroke();
}

/** A lasso closes straight from wherever the button comes up. */
function closed(points: readonly ImagePoint[]): readonly ImagePoint[] {
  return [...points, points[0] as ImagePoint];
}

function screenXy(viewport: Viewport, point: ImagePoint): [number, number] {
  const [x, y] = toScreen(viewport, point);
  return [x, y];
}
