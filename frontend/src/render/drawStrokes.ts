/** Scribbles as lines, beneath the click dots. Of an object: its colour in white; of the background: dark in white. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';

export interface StrokeLine {
  /** Image pixels, two or more: a stroke of one point is drawn as a dot. */
  readonly points: readonly (readonly [number, number])[];
  /** null: a background stroke */
  readonly colour: string | null;
  readonly isPending: boolean;
  /** Belongs to the selected object, or to the background. */
  readonly isEmphasised: boolean;
}

const WIDTH_PX = 4;
const SMALL_WIDTH_PX = 2.5;
const PULSE_MS = 900;
const BACKGROUND_COLOUR = '#16181d';
/** Dashes tell a background stroke from an object's also without colours. */
const BACKGROUND_DASH_PX = [10, 7];

/** `nowMs` moves the pulse of pending lines. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  lines: readonly StrokeLine[],
  nowMs: number,
): void {
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const line of [...lines].sort((a, b) => Number(a.isEmphasised) - Number(b.isEmphasised))) {
    const path = pathOf(viewport, line.points);
    const width = line.isEmphasised ? WIDTH_PX : SMALL_WIDTH_PX;
    context.globalAlpha = line.isPending ? pulse(nowMs) : line.isEmphasised ? 1 : 0.85;
    context.setLineDash([]);
    draw(context, path, width + 4, 'rgba(0, 0, 0, 0.55)');
    draw(context, path, width + 2, '#ffffff');
    if (line.colour === null) context.setLineDash(BACKGROUND_DASH_PX);
    draw(context, path, width, line.colour ?? BACKGROUND_COLOUR);
  }
  context.restore();
}

/** In CSS pixels of the screen. */
function pathOf(viewport: Viewport, points: StrokeLine['points']): Path2D {
  const path = new Path2D();
  for (const [x, y] of points) {
    const [left, top] = toScreen(viewport, imagePoint(x, y));
    path.lineTo(left, top);
  }
  return path;
}

function pulse(nowMs: number): number {
  const phase = (nowMs % PULSE_MS) / PULSE_MS;
  return 0.6 + 0.2 * Math.cos(phase * Math.PI * 2);
}

function draw(context: CanvasRenderingContext2D, path: Path2D, width: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}
