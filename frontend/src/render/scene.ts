/** Editor state -> what the canvas layers draw. Pure. */
import { objectColour } from '../masks/palette';
import type { Uuid } from '../protocol/messages';
import type { EditorState } from '../store/editorState';
import { type VisibleObject, visibleDocument } from '../store/visibleDocument';
import type { ClickDot } from './drawClicks';
import type { OutlinedObject } from './drawOutlines';
import type { MaskAppearance } from './maskLayer';

export interface Scene {
  readonly masks: ReadonlyMap<Uuid, MaskAppearance>;
  readonly outlines: readonly OutlinedObject[];
  readonly dots: readonly ClickDot[];
}

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

export function buildScene(state: EditorState, labelColours: ReadonlyMap<number, string>): Scene {
  const { objects, background } = visibleDocument(state.sync);
  const { view } = state;
  const colours = objectColours(objects, view.colouring, labelColours);
  const masks = new Map<Uuid, MaskAppearance>();
  const outlines: OutlinedObject[] = [];
  const dots: ClickDot[] = [];
  for (const object of objects.values()) {
    const colour = colours.get(object.id) as string;
    const isHidden = view.hidden.has(object.id);
    if (object.rle !== null) {
      masks.set(object.id, { rle: object.rle, colour, isHidden });
      if (!isHidden && !view.areMasksHidden) outlines.push(outlineOf(object, object.rle, colour, view));
    }
    if (isHidden) continue;
    const isEmphasised = object.id === view.selection;
    for (const { x, y, isPending } of object.visibleClicks)
      dots.push({ x, y, colour, isPending, isEmphasised });
  }
  for (const { x, y, isPending } of background)
    dots.push({ x, y, colour: null, isPending, isEmphasised: true });
  return { masks, outlines, dots };
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
