/** Editor state -> what the canvas layers draw. Pure. */
import { objectColour } from '../masks/palette';
import type { Uuid } from '../protocol/messages';
import type { EditorState } from '../store/editorState';
import { type VisibleObject, visibleDocument } from '../store/visibleDocument';
import type { ClickDot } from './drawClicks';
import type { OutlinedObject } from './drawOutlines';
import type { MaskAppearance } from './maskLayer';

/** What lies over the masks and changes with every hover and selection. */
export interface Marks {
  readonly outlines: readonly OutlinedObject[];
  readonly dots: readonly ClickDot[];
}

/** With more clicks than this only those of the selected object, the background and the pending ones are drawn. */
const MAX_QUIET_DOTS = 300;

/** Colour of every object, by its id. */
export function objectColours(
  objects: ReadonlyMap<Uuid, Pick<VisibleObject, 'id' | 'label' | 'z'>>,
  mode: EditorState['view']['colouring'],
  labelColours: ReadonlyMap<number, string>,
): Map<Uuid, string> {
  const colours = new Map<Uuid, string>();
  for (const { id, label, z } of objects.values())
    colours.set(id, objectColour(label, z, mode, labelColours));
  return colours;
}

export function maskAppearances(
  { sync, view }: EditorState,
  colours: ReadonlyMap<Uuid, string>,
): Map<Uuid, MaskAppearance> {
  const masks = new Map<Uuid, MaskAppearance>();
  for (const { id, rle } of visibleDocument(sync).objects.values()) {
    if (rle === null) continue;
    masks.set(id, { rle, colour: colours.get(id) as string, isHidden: view.hidden.has(id) });
  }
  return masks;
}

export function buildMarks({ sync, view }: EditorState, colours: ReadonlyMap<Uuid, string>): Marks {
  const { objects, background } = visibleDocument(sync);
  const outlines: OutlinedObject[] = [];
  const dots: ClickDot[] = [];
  for (const object of objects.values()) {
    if (view.hidden.has(object.id)) continue;
    const colour = colours.get(object.id) as string;
    if (object.rle !== null && !view.areMasksHidden)
      outlines.push(outlineOf(object, object.rle, colour, view));
    const isEmphasised = object.id === view.selection;
    for (const { x, y, isPending } of object.visibleClicks)
      dots.push({ x, y, colour, isPending, isEmphasised });
  }
  for (const { x, y, isPending } of background)
    dots.push({ x, y, colour: null, isPending, isEmphasised: true });
  const isCrowded = dots.length > MAX_QUIET_DOTS;
  return { outlines, dots: isCrowded ? dots.filter((dot) => dot.isEmphasised || dot.isPending) : dots };
}

function outlineOf(
  { id, bbox }: VisibleObject,
  rle: NonNullable<VisibleObject['rle']>,
  colour: string,
  view: EditorState['view'],
): OutlinedObject {
  const emphasis = id === view.selection ? 'selected' : id === view.hover ? 'hovered' : 'none';
  return { id, rle, bbox, colour, emphasis };
}
