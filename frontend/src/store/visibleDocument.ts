/** The document as the person should see it now: what the server said, plus what is on its way there. */
import type { ClickView, Uuid } from '../protocol/messages';
import type { ObjectState } from './document';
import type { PendingOperation, SyncState } from './sync';

export interface VisibleClick extends ClickView {
  readonly isPending: boolean;
}

export interface VisibleObject extends ObjectState {
  readonly visibleClicks: readonly VisibleClick[];
  /** The server has not confirmed that it exists. */
  readonly isPending: boolean;
}

export interface VisibleDocument {
  readonly objects: ReadonlyMap<Uuid, VisibleObject>;
  readonly background: readonly VisibleClick[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const EMPTY: VisibleDocument = { objects: new Map(), background: [], canUndo: false, canRedo: false };
const confirmedObjects = new WeakMap<ObjectState, VisibleObject>();
const known = new WeakMap<SyncState, VisibleDocument>();

/** Memoised by the identity of the sync state. */
export function visibleDocument(sync: SyncState): VisibleDocument {
  const found = known.get(sync);
  if (found !== undefined) return found;
  const built = build(sync);
  known.set(sync, built);
  return built;
}

function build({ document, pending }: SyncState): VisibleDocument {
  if (document === null && pending.length === 0) return EMPTY;
  const objects = new Map<Uuid, VisibleObject>();
  for (const [id, object] of document?.objects ?? []) objects.set(id, confirmed(object));
  const background: VisibleClick[] = (document?.background ?? []).map((click) => ({
    ...click,
    isPending: false,
  }));
  // The server numbers an object by the revision that makes it; guessing it keeps the colour when it is confirmed.
  let revision = document?.revision ?? 0;
  for (const entry of pending) applyPending(objects, background, entry, ++revision);
  const hasUndoable = pending.some(({ operation }) => operation.op !== 'undo' && operation.op !== 'redo');
  return {
    objects,
    background,
    canUndo: hasUndoable || (document?.canUndo ?? false),
    canRedo: !hasUndoable && (document?.canRedo ?? false),
  };
}

function confirmed(object: ObjectState): VisibleObject {
  const found = confirmedObjects.get(object);
  if (found !== undefined) return found;
  const visibleClicks = object.clicks.map((click) => ({ ...click, isPending: false }));
  const built = { ...object, visibleClicks, isPending: false };
  confirmedObjects.set(object, built);
  return built;
}

function applyPending(
  objects: Map<Uuid, VisibleObject>,
  background: VisibleClick[],
  { operation }: PendingOperation,
  revision: number,
): void {
  switch (operation.op) {
    case 'click': {
      const click = {
        id: operation.id,
        x: operation.x,
        y: operation.y,
        t: Number.MAX_SAFE_INTEGER,
        isPending: true,
      };
      if (operation.object === null) addBackgroundClick(background, click);
      else addClick(objects, newObject(operation.object, operation.label ?? null, revision), click);
      break;
    }
    case 'set': {
      const object = objects.get(operation.object);
      if (object === undefined) break;
      objects.set(operation.object, {
        ...object,
        label: operation.label !== undefined ? operation.label : object.label,
        locked: operation.locked ?? object.locked,
        z: operation.z ?? object.z,
        attributes: operation.attributes ?? object.attributes,
      });
      break;
    }
    case 'delete':
      objects.delete(operation.object);
      break;
    default:
  }
}

/** `fresh` is taken where the object is not known yet. */
function addClick(objects: Map<Uuid, VisibleObject>, fresh: VisibleObject, click: VisibleClick): void {
  const object = objects.get(fresh.id) ?? fresh;
  if (object.visibleClicks.some((known) => known.id === click.id)) return;
  objects.set(object.id, { ...object, visibleClicks: [...object.visibleClicks, click] });
}

function addBackgroundClick(background: VisibleClick[], click: VisibleClick): void {
  if (!background.some((known) => known.id === click.id)) background.push(click);
}

function newObject(id: Uuid, label: number | null, z: number): VisibleObject {
  return {
    id,
    label,
    rle: null,
    bbox: null,
    area: 0,
    z,
    quality: null,
    source: 'click',
    locked: false,
    attributes: {},
    clicks: [],
    created_by: null,
    visibleClicks: [],
    isPending: true,
  };
}
