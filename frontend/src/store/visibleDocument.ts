/** The document as the person should see it now: what the server said, plus what is on its way there. */
import { area, bbox } from '../masks/rleAlgebra';
import type {
  BoundsOperation,
  BoxOperation,
  BoxView,
  ClickOperation,
  ClickView,
  PaintOperation,
  ReshapeOperation,
  ScribbleOperation,
  StrokeView,
  Uuid,
} from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import { hueAfter, type ObjectState } from './document';
import type { EditorState } from './editorState';
import { painted } from './painted';
import { reshaped } from './reshaped';
import type { PendingOperation, SyncState } from './sync';

interface Pendable {
  /** The server has not confirmed it. */
  readonly isPending: boolean;
}

export type VisibleClick = ClickView & Pendable;
export type VisibleStroke = StrokeView & Pendable;
export type VisibleBox = BoxView & Pendable;

export interface VisibleObject extends ObjectState, Pendable {
  readonly visibleClicks: readonly VisibleClick[];
  readonly visibleStrokes: readonly VisibleStroke[];
  readonly visibleBoxes: readonly VisibleBox[];
}

export interface VisibleDocument {
  readonly objects: ReadonlyMap<Uuid, VisibleObject>;
  readonly background: readonly VisibleClick[];
  readonly backgroundStrokes: readonly VisibleStroke[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What an operation may take from other objects. */
type Terms = Pick<PendingOperation, 'kept' | 'mayOverlap'>;

/** A VisibleDocument while pending operations are put onto it. */
interface Draft {
  readonly objects: Map<Uuid, VisibleObject>;
  background: readonly VisibleClick[];
  backgroundStrokes: readonly VisibleStroke[];
}

const EMPTY: VisibleDocument = {
  objects: new Map(),
  background: [],
  backgroundStrokes: [],
  canUndo: false,
  canRedo: false,
};
const confirmedObjects = new WeakMap<ObjectState, VisibleObject>();
const known = new WeakMap<SyncState, VisibleDocument>();
const tried = new WeakMap<
  ReshapeOperation,
  { readonly on: VisibleDocument; readonly shown: VisibleDocument }
>();

/** Memoised by the identity of the sync state. */
export function visibleDocument(sync: SyncState): VisibleDocument {
  const found = known.get(sync);
  if (found !== undefined) return found;
  const built = build(sync);
  known.set(sync, built);
  return built;
}

/** The document with the change that the person is trying out, or an earlier one, as the canvas shows it. */
export function shownDocument({ sync, link, view: { preview, past } }: EditorState): VisibleDocument {
  if (past !== null) return visibleDocument(past.sync);
  const visible = visibleDocument(sync);
  if (preview === null) return visible;
  const found = tried.get(preview);
  if (found?.on === visible) return found.shown;
  const shown = { ...visible, objects: new Map(visible.objects) };
  const revision = (sync.document?.revision ?? 0) + sync.pending.length + 1;
  reshape(shown.objects, preview, revision, { kept: link.leases, mayOverlap: link.mayOverlap });
  tried.set(preview, { on: visible, shown });
  return shown;
}

/** The bounding box, x0, y0, x1, y1 in image pixels, of an object that is nothing else; null for others. */
export function boundsOf({
  shape,
  bbox: box,
}: Pick<ObjectState, 'shape' | 'bbox'>): BoundsOperation['box'] | null {
  if (shape !== 'box' || box === null) return null;
  const [x, y, width, height] = box;
  return [x, y, x + width, y + height];
}

/** undefined when nothing is selected. */
export function selectedObject({ sync, view }: EditorState): VisibleObject | undefined {
  return view.selection === null ? undefined : visibleDocument(sync).objects.get(view.selection);
}

function build({ document, pending }: SyncState): VisibleDocument {
  if (document === null && pending.length === 0) return EMPTY;
  const draft: Draft = {
    objects: new Map(),
    background: settled(document?.background ?? []),
    backgroundStrokes: settled(document?.backgroundStrokes ?? []),
  };
  for (const [id, object] of document?.objects ?? []) draft.objects.set(id, confirmed(object));
  // The server numbers an object by the revision that makes it; guessing it keeps the colour when it is confirmed.
  let revision = document?.revision ?? 0;
  for (const entry of pending) applyPending(draft, entry, ++revision);
  const hasUndoable = pending.some(({ operation }) => operation.op !== 'undo' && operation.op !== 'redo');
  return {
    ...draft,
    canUndo: hasUndoable || (document?.canUndo ?? false),
    canRedo: !hasUndoable && (document?.canRedo ?? false),
  };
}

function confirmed(object: ObjectState): VisibleObject {
  const found = confirmedObjects.get(object);
  if (found !== undefined) return found;
  const built = {
    ...object,
    visibleClicks: settled(object.clicks),
    visibleStrokes: settled(object.strokes),
    visibleBoxes: settled(object.boxes),
    isPending: false,
  };
  confirmedObjects.set(object, built);
  return built;
}

function settled<T>(marks: readonly T[]): (T & Pendable)[] {
  return marks.map((mark) => ({ ...mark, isPending: false }));
}

function applyPending(draft: Draft, pending: PendingOperation, revision: number): void {
  const { objects } = draft;
  const { operation } = pending;
  switch (operation.op) {
    case 'click':
    case 'scribble':
      addMark(draft, operation, revision);
      break;
    case 'box':
      addBox(draft, operation, revision);
      break;
    case 'paint':
      paint(draft, operation, revision, pending);
      break;
    case 'reshape':
      reshape(objects, operation, revision, pending);
      break;
    case 'bounds':
      bound(objects, operation, revision);
      break;
    case 'set': {
      for (const [index, id] of (operation.objects ?? [operation.object]).entries()) {
        const object = id === undefined ? undefined : objects.get(id);
        if (object === undefined) continue;
        const z = (typeof operation.z === 'object' ? operation.z[index] : operation.z) ?? object.z;
        objects.set(object.id, {
          ...object,
          label: operation.label !== undefined ? operation.label : object.label,
          locked: operation.locked ?? object.locked,
          z,
          ...hueAfter(object, z),
          attributes: operation.attributes ?? object.attributes,
        });
      }
      break;
    }
    case 'delete':
      objects.delete(operation.object);
      break;
    default:
  }
}

/** Onto its object, which it makes where it is not known yet, or onto the background. */
function addMark(draft: Draft, operation: ClickOperation | ScribbleOperation, revision: number): void {
  const mark = { id: operation.id, t: Number.MAX_SAFE_INTEGER, isPending: true };
  const { clicks, strokes } =
    operation.op === 'click'
      ? { clicks: [{ ...mark, x: operation.x, y: operation.y }], strokes: [] }
      : { clicks: [], strokes: [{ ...mark, points: operation.points }] };
  if (operation.object === null) {
    draft.background = withNew(draft.background, clicks);
    draft.backgroundStrokes = withNew(draft.backgroundStrokes, strokes);
    return;
  }
  const object = draft.objects.get(operation.object) ?? newObject(operation, operation.object, revision);
  draft.objects.set(object.id, {
    ...object,
    visibleClicks: withNew(object.visibleClicks, clicks),
    visibleStrokes: withNew(object.visibleStrokes, strokes),
    crop: operation.crop ?? null,
  });
}

function addBox(draft: Draft, operation: BoxOperation, revision: number): void {
  const object = draft.objects.get(operation.object) ?? newObject(operation, operation.object, revision);
  const box = { id: operation.id, box: operation.box, t: Number.MAX_SAFE_INTEGER, isPending: true };
  const visibleBoxes = withNew(object.visibleBoxes, [box]);
  draft.objects.set(object.id, { ...object, visibleBoxes, crop: operation.crop ?? null });
}

function paint({ objects }: Draft, operation: PaintOperation, revision: number, terms: Terms): void {
  for (const [id, rle] of painted(objects, operation, terms.kept, terms.mayOverlap)) {
    const object = objects.get(id) ?? newObject(operation, id, revision);
    const isTarget = id === operation.object;
    objects.set(id, {
      ...object,
      ...masked(rle),
      unsure: null,
      ...(isTarget ? { quality: null, model: null } : {}),
    });
  }
}

function bound(objects: Map<Uuid, VisibleObject>, operation: BoundsOperation, revision: number): void {
  const made = { op: 'box', label: operation.label ?? null };
  const object = objects.get(operation.object) ?? newObject(made, operation.object, revision);
  if (object.rle !== null) return;
  const [x0, y0, x1, y1] = operation.box;
  objects.set(object.id, { ...object, shape: 'box', bbox: [x0, y0, x1 - x0, y1 - y0] });
}

const sizes = new WeakMap<Rle, Pick<ObjectState, 'bbox' | 'area'>>();

function masked(rle: Rle): Pick<ObjectState, 'shape' | 'rle' | 'bbox' | 'area'> {
  let size = sizes.get(rle);
  if (size === undefined) {
    const box = bbox(rle);
    size = {
      bbox: box === null ? [0, 0, 0, 0] : [box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0],
      area: area(rle),
    };
    sizes.set(rle, size);
  }
  return { shape: 'mask', rle, ...size };
}

/** Whoever gives pixels keeps what is known but the place that the model was least sure of; who gets a whole mask has it from no model. */
function reshape(
  objects: Map<Uuid, VisibleObject>,
  operation: ReshapeOperation,
  revision: number,
  terms: Terms,
): void {
  const masks = reshaped(objects, operation, terms.kept, terms.mayOverlap);
  const shapes = new Map(operation.objects.map((shape) => [shape.object, shape]));
  for (const id of operation.removed) objects.delete(id);
  for (const [id, rle] of masks) {
    const shape = shapes.get(id);
    const source = operation.reason === 'paste' ? 'import' : 'polygon';
    const object = objects.get(id) ?? newObject({ op: source, label: shape?.label ?? null }, id, revision);
    const own = shape === undefined ? {} : { quality: null, model: null };
    objects.set(id, { ...object, ...masked(rle), unsure: null, ...own });
  }
}

/** A mark that the server has told already is not shown twice. */
function withNew<T extends { readonly id: Uuid }>(marks: readonly T[], more: readonly T[]): readonly T[] {
  const fresh = more.filter(({ id }) => !marks.some((mark) => mark.id === id));
  return fresh.length === 0 ? marks : [...marks, ...fresh];
}

interface Making {
  readonly op: string;
  readonly label?: number | null;
}

function newObject({ op, label }: Making, id: Uuid, z: number): VisibleObject {
  return {
    id,
    label: label ?? null,
    shape: 'mask',
    rle: null,
    bbox: null,
    area: 0,
    z,
    quality: null,
    source: op === 'paint' ? 'brush' : op,
    locked: false,
    attributes: {},
    clicks: [],
    strokes: [],
    boxes: [],
    created_by: null,
    visibleClicks: [],
    visibleStrokes: [],
    visibleBoxes: [],
    isPending: true,
  };
}
