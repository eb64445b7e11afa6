/** Colours of objects on the canvas and in the list. */
import type { ColouringMode } from '../store/editorState';

export type Rgb = readonly [number, number, number];

/** Turning by the golden angle keeps any few neighbours in the row far apart, whatever step they are counted with. */
const GOLDEN_ANGLE = 137.508;
const FIRST_HUE = 205;

const UNLABELLED = '#9aa4b2';

export interface LabelColour {
  readonly id: number;
  readonly color: string;
}

/** `place`: the object's z, a number that everybody who opens the image sees alike. */
export function objectColour(
  label: number | null,
  place: number,
  mode: ColouringMode,
  labelColours: ReadonlyMap<number, string>,
): string {
  if (mode === 'object') return spreadColour(place);
  return (label === null ? undefined : labelColours.get(label)) ?? UNLABELLED;
}

/** '#rrggbb' -> 0 ... 255 each; grey for anything else. */
export function parseColour(colour: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (match === null) return [154, 164, 178];
  return [
    Number.parseInt(match[1] as string, 16),
    Number.parseInt(match[2] as string, 16),
    Number.parseInt(match[3] as string, 16),
  ];
}

/** Black or white, whichever reads better on the colour. */
export function readableOn(colour: string): '#000000' | '#ffffff' {
  const [red, green, blue] = parseColour(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 150 ? '#000000' : '#ffffff';
}

const spread = new Map<number, string>();

/** A strong colour for each whole number. */
function spreadColour(place: number): string {
  const known = spread.get(place);
  if (known !== undefined) return known;
  const hue = (FIRST_HUE + Math.abs(place) * GOLDEN_ANGLE) % 360;
  const lightness = [0.56, 0.66, 0.5, 0.61, 0.46][Math.abs(Math.trunc(place)) % 5] as number;
  const colour = hslToHex(hue, 0.88, lightness);
  spread.set(place, colour);
  return colour;
}

/** hue in degrees, the others 0 ... 1 */
function hslToHex(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const turn = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
