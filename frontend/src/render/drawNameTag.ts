/** A person's name on that person's colour. */
import { readableOn } from '../masks/palette';

/** Setting a font costs more than drawing with it: set it once for all tags of a drawing. */
export const TAG_FONT = '600 11px system-ui, sans-serif';
const LONGEST_NAME = 24;
const HEIGHT = 18;

/** `x`, `y`: the middle of its left side, in CSS pixels. */
export function drawNameTag(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { name, color }: { readonly name: string; readonly color: string },
): void {
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  const width = context.measureText(shown).width + 12;
  context.textBaseline = 'middle';
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(x, y - HEIGHT / 2, width, HEIGHT, HEIGHT / 2);
  context.fill();
  context.fillStyle = readableOn(color);
  context.fillText(shown, x + 6, y + 0.5);
}
