/** Editor state -> what the canvas layers draw. Pure. */
import { objectColour } from '../masks/palette';
import { topPixel } from '../masks/topPixel';
import type { Uuid } from '../protocol/messages';
import type { EditorState } from '../store/editorState';
import { hiddenObjects } from '../store/hiddenObjects';
import {
  boundsOf,
  shownDocument,
  type VisibleClick,
  type VisibleObject,
  type VisibleStroke,
} from '../store/visibleDocument';
import type { DrawnBounds } from './drawBounds';
import type { DrawnBox } from './drawBoxes';
import type { ClickDot } from './drawClicks';
import type { DrawnLease } from './drawLeases';
import type { OutlinedObject } from './drawOutlines';
import type { StrokeLine } from './drawStrokes';
import type { DrawnTrim } from './drawTrims';
import type { MaskAppearance } from './maskLayer';

/** What lies over the masks and changes with every hover and selection. */
export interface Marks {
  readonly outlines: readonly OutlinedObject[];
  /** Bounding boxes that are objects. */
  readonly bounds: readonly DrawnBounds[];
  readonly boxes: readonly DrawnBox[];
  readonly lines: readonly StrokeLine[];
  readonly dots: readonly ClickDot[];
  readonly trims: readonly DrawnTrim[];
  readonly leases: readonly DrawnLease[];
}

export const NO_MARKS: Marks = {
  outlines: [],
  bounds: [],
  boxes: [],
  lines: [],
  dots: [],
  trims: [],
  leases: [],
};

/** With more clicks and strokes than this only those of the selected object, the background and the pending ones are drawn. */
const MAX_QUIET_MARKS = 300;

/** Colour of every object, by its id. Those that came together, of one place in the stack, differ by their ids. */
export function objectColours(
  objects: ReadonlyMap<Uuid, Pick<VisibleObject, 'id' | 'label' | 'z' | 'hue'>>,
  mode: EditorState['view']['colouring'],
  labelColours: ReadonlyMap<number, string>,
): Map<Uuid, string> {
  const colours = new Map<Uuid, string>();
  const taken = new Set<number>();
  for (const { id, label, z, hue = z } of objects.values()) {
    const place = taken.has(hue) ? hue + (Number.parseInt(id.slice(0, 6), 16) || 0) : hue;
    taken.add(hue);
    colours.set(id, objectColour(label, place, mode, labelColours));
  }
  return colours;
}

/** Those of `before` that look as they did are the same objects again. */
export function maskAppearances(
  state: EditorState,
  colours: ReadonlyMap<Uuid, string>,
  before: ReadonlyMap<Uuid, MaskAppearance>,
): Map<Uuid, MaskAppearance> {
  const masks = new Map<Uuid, MaskAppearance>();
  const hidden = hiddenObjects(state);
  for (const { id, rle, z } of shownDocument(state).objects.values()) {
    if (rle === null) continue;
    const [colour, isHidden] = [colours.get(id) as string, hidden.has(id)];
    const was = before.get(id);
    const isSame = was?.rle === rle && was.z === z && was.colour === colour && was.isHidden === isHidden;
    masks.set(id, isSame ? was : { rle, z, colour, isHidden });
  }
  return masks;
}

export function buildMarks(state: EditorState, colours: ReadonlyMap<Uuid, string>): Marks {
  const { view } = state;
  const hidden = hiddenObjects(state);
  const { objects, background, backgroundStrokes } = shownDocument(state);
  const outlines: OutlinedObject[] = [];
  const bounds: DrawnBounds[] = [];
  const boxes: DrawnBox[] = [];
  const [lines, dots]: [StrokeLine[], ClickDot[]] = [[], []];
  const overlaid = { trims: trimsInSight(state, hidden), leases: leasesInSight(state, hidden) };
  const add = (
    clicks: readonly VisibleClick[],
    strokes: readonly VisibleStroke[],
    colour: string | null,
    isEmphasised: boolean,
  ): void => {
    for (const { x, y, isPending } of clicks) dots.push({ x, y, colour, isPending, isEmphasised });
    for (const { points, isPending } of strokes) {
      const [first] = points;
      if (points.length > 1) lines.push({ points, colour, isPending, isEmphasised });
      else if (first) dots.push({ x: first[0], y: first[1], colour, isPending, isEmphasised });
    }
  };
  for (const object of objects.values()) {
    if (hidden.has(object.id)) continue;
    const colour = colours.get(object.id) as string;
    if (object.rle !== null && !view.areMasksHidden)
      outlines.push(outlineOf(object, object.rle, colour, view));
    const own = boundsOf(object);
    if (own !== null && !view.areMasksHidden)
      bounds.push({ box: own, colour, emphasis: emphasisOf(object, view) });
    add(object.visibleClicks, object.visibleStrokes, colour, object.id === view.selection);
    const box = object.visibleBoxes.at(-1);
    const isShown = object.id === view.selection || object.id === view.hover || box?.isPending;
    if (box !== undefined && isShown) boxes.push({ box: box.box, colour });
  }
  add(background, backgroundStrokes, null, true);
  if (dots.length + lines.length <= MAX_QUIET_MARKS)
    return { outlines, bounds, boxes, lines, dots, ...overlaid };
  return { outlines, bounds, boxes, lines: lines.filter(matters), dots: dots.filter(matters), ...overlaid };
}

function trimsInSight({ trims, view }: EditorState, hidden: ReadonlySet<Uuid>): DrawnTrim[] {
  if (view.areMasksHidden || view.past !== null) return [];
  return [...trims.objects]
    .filter(([id]) => !hidden.has(id))
    .map(([id, { changed }]) => ({ id, rle: changed }));
}

function leasesInSight(state: EditorState, hidden: ReadonlySet<Uuid>): DrawnLease[] {
  const leases: DrawnLease[] = [];
  if (state.view.past !== null) return leases;
  const { objects } = shownDocument(state);
  for (const [id, by] of state.link.leases) {
    const object = objects.get(id);
    const rle = state.view.areMasksHidden ? null : (object?.rle ?? null);
    const place = rle === null ? object?.bbox : topPixel(rle);
    if (place && !hidden.has(id)) leases.push({ id, by, rle, place: [place[0], place[1]] });
  }
  return leases;
}

function matters(mark: StrokeLine | ClickDot): boolean {
  return mark.isEmphasised || mark.isPending;
}

function outlineOf(
  object: VisibleObject,
  rle: NonNullable<VisibleObject['rle']>,
  colour: string,
  view: EditorState['view'],
): OutlinedObject {
  return { id: object.id, rle, bbox: object.bbox, colour, emphasis: emphasisOf(object, view) };
}

function emphasisOf({ id }: VisibleObject, view: EditorState['view']): OutlinedObject['emphasis'] {
  if (id === view.selection || view.companions.has(id)) return 'selected';
  return id === view.hover ? 'hovered' : 'none';
}
