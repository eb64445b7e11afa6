/** The pointers of the other people in this image, each with its name on its colour. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import type { Peer } from '../protocol/messages';
import { drawNameTag, TAG_FONT } from './drawNameTag';

export function drawCursors(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  peers: readonly Peer[],
): void {
  // Setting a font costs more than everything else here.
  if (peers.every((peer) => peer.cursor === null)) return;
  context.save();
  context.font = TAG_FONT;
  for (const peer of peers) {
    if (peer.cursor === null) continue;
    const [x, y] = toScreen(viewport, imagePoint(peer.cursor[0], peer.cursor[1]));
    drawArrow(context, x, y, peer.color);
    drawNameTag(context, x + 12, y + 16, peer);
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
