/** Gives a canvas that covers the screen as many pixels as the device has there; returns device pixels per CSS pixel. */
import type { Viewport } from '../canvas/viewport';

export function fitCanvas(canvas: HTMLCanvasElement, { screen }: Viewport): number {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(screen.width * ratio), Math.round(screen.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  return ratio;
}
