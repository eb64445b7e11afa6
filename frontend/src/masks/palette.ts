/** Colours of objects on the canvas and in the list. */
import type { ColouringMode } from '../store/editorState';

export type Rgb = readonly [number, number, number];

/** Well-told-apart hues that hold on photos, light and dark. */
const OBJECT_COLOURS = [
  '#ff5a5f',
  '#2f9bff',
  '#37c871',
  '#ffb020',
  '#a56bff',
  '#00c2c7',
  '#ff7ac6',
  '#9acd32',
  '#ff8a3d',
  '#5f7cff',
  '#e5d13a',
  '#e0489b',
  '#48d6a6',
  '#c98a5a',
  '#7ad0ff',
  '#d05cff',
] as const;

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
  if (mode === 'object') return OBJECT_COLOURS[Math.abs(Math.trunc(place)) % OBJECT_COLOURS.length] as string;
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
