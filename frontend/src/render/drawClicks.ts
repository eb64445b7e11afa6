/** Click dots. Positive: the object's colour in a white ring. Background: dark, with a minus. Pending ones pulse. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';

export interface ClickDot {
  readonly x: number;
  readonly y: number;
  /** null: a background click */
  readonly colour: string | null;
  readonly isPending: boolean;
  /** Belongs to the selected object, or to the background. */
  readonly isEmphasised: boolean;
}

const RADIUS_PX = 5.5;
const SMALL_RADIUS_PX = 3.5;
const PULSE_MS = 900;

/** `nowMs` moves the pulse of pending dots. */
export function drawClicks(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  dots: readonly ClickDot[],
  nowMs: number,
): void {
  context.save();
  for (const dot of [...dots].sort((a, b) => Number(a.isEmphasised) - Number(b.isEmphasised))) {
    const [x, y] = toScreen(viewport, imagePoint(dot.x, dot.y));
    if (!isNear(viewport, x, y)) continue;
    const radius = dot.isEmphasised ? RADIUS_PX : SMALL_RADIUS_PX;
    if (dot.isPending) drawPulse(context, x, y, radius, dot.colour ?? '#ffffff', nowMs);
    context.globalAlpha = dot.isPending ? 0.75 : dot.isEmphasised ? 1 : 0.85;
    if (dot.colour === null) drawBackgroundDot(context, x, y, radius);
    else drawObjectDot(context, x, y, radius, dot.colour);
  }
  context.restore();
}

/** Within reach of the largest pulse from the screen. */
function isNear({ screen }: Viewport, x: number, y: number): boolean {
  return x > -20 && y > -20 && x < screen.width + 20 && y < screen.height + 20;
}

function drawObjectDot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  disc(context, x, y, radius + 1.5, 'rgba(0, 0, 0, 0.55)');
  disc(context, x, y, radius + 0.5, '#ffffff');
  disc(context, x, y, radius - 1.25, colour);
}

function drawBackgroundDot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  disc(context, x, y, radius + 1.5, '#ffffff');
  disc(context, x, y, radius, '#16181d');
  context.fillStyle = '#ffffff';
  const half = radius * 0.55;
  context.fillRect(x - half, y - 0.9, half * 2, 1.8);
}

function drawPulse(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  nowMs: number,
): void {
  const phase = (nowMs % PULSE_MS) / PULSE_MS;
  context.globalAlpha = 0.7 * (1 - phase);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radius + 2 + phase * 10, 0, Math.PI * 2);
  context.stroke();
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, Math.max(0.5, radius), 0, Math.PI * 2);
  context.fill();
}
