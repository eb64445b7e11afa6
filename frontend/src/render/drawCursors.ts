/** The pointers of the other people in this image, each with its name on its colour. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import { readableOn } from '../masks/palette';
import type { Peer } from '../protocol/messages';

const FONT = '600 11px system-ui, sans-serif';
const LONGEST_NAME = 24;

export function drawCursors(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  peers: readonly Peer[],
): void {
  // Setting a font costs more than everything else here.
  if (peers.every((peer) => peer.cursor === null)) return;
  context.save();
  context.font = FONT;
  context.textBaseline = 'middle';
  for (const peer of peers) {
    if (peer.cursor === null) continue;
    const [x, y] = toScreen(viewport, imagePoint(peer.cursor[0], peer.cursor[1]));
    drawArrow(context, x, y, peer.color);
    drawName(context, x + 12, y + 16, peer);
  }
  context.restore();
}

function drawArrow(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 4.5, y + 15);
  context.lineTo(x + 7.5, y + 8.5);
  context.lineTo(x + 14, y + 6.5);
  context.closePath();
  context.fillStyle = colour;
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.fill();
  context.stroke();
}

function drawName(context: CanvasRenderingContext2D, x: number, y: number, { name, color }: Peer): void {
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  const width = context.measureText(shown).width + 12;
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(x, y - 9, width, 18, 9);
  context.fill();
  context.fillStyle = readableOn(color);
  context.fillText(shown, x + 6, y + 0.5);
}
