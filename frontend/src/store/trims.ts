/**
 * Which other masks the person's own work has changed: the objects of an image are decoded together, so a click on one
 * may take pixels from its neighbours. Kept until the person goes on to something else. Pure, and it looks at what a
 * message names alone, however many objects there are.
 */

import { maskOfPoints } from '../masks/maskOfPoints';
import { area, bbox, intersect, isEmptyMask, subtract, union } from '../masks/rleAlgebra';
import type { ClientOperation, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { EditorState } from './editorState';
import type { DocumentMessage } from './reconcile';
import { visibleDocument } from './visibleDocument';

export interface Trim {
  /** The mask as it was before the person's work. */
  readonly before: Rle;
  /** Pixels. */
  readonly lost: number;
  readonly gained: number;
  /** The pixels that changed hands. */
  readonly changed: Rle;
}

export interface Trims {
  /** What the person works on: changes of these are wanted. */
  readonly about: readonly Uuid[];
  /** The person's operations that wait for the model, by revision. */
  readonly awaited: ReadonlyMap<number, Awaited>;
  /** Operations on their way when the person went on to something else: what they change of others is not shown. */
  readonly left: ReadonlySet<Uuid>;
  readonly objects: ReadonlyMap<Uuid, Trim>;
  /** What the last message changed: a new array each time, for who shows it once. */
  readonly latest: readonly Uuid[];
}

interface Awaited {
  readonly operation: Uuid;
  readonly about: readonly Uuid[];
}

export const NO_TRIMS: Trims = {
  about: [],
  awaited: new Map(),
  left: new Set(),
  objects: new Map(),
  latest: [],
};

/** Every decode moves a pixel here and there; a change of less than this part of a mask is none to look at. */
const NOTICEABLE = 0.005;
/** Nor is one of fewer pixels, unless it is a large part of a very small mask. */
const NOTICEABLE_PX = 12;
const LARGE = 0.05;

/** The person did something: what was noted of earlier work on the same objects stays, everything else goes. */
export function operationDone(state: EditorState, operation: ClientOperation): EditorState {
  if (operation.op === 'set') {
    return 'locked' in operation ? without(state, operation.objects ?? [operation.object as Uuid]) : state;
  }
  const about = subjects(state, operation);
  // Who clicks selects what is clicked, so that the operation itself may seem to have been left.
  const left = new Set([...state.trims.left].filter((id) => id !== operation.id));
  if (about.length > 0 && about.join() === state.trims.about.join())
    return left.size === state.trims.left.size ? state : { ...state, trims: { ...state.trims, left } };
  return { ...state, trims: { ...state.trims, about, left, objects: NO_TRIMS.objects, latest: [] } };
}

/**
 * Another object is selected than the one that was worked on and those that it took from: what was noted is done with,
 * and so is what comes of it later.
 */
export function wentOnTo(state: EditorState, selection: Uuid | null): EditorState {
  const { about, awaited, objects } = state.trims;
  const left = new Set([...awaited.values()].map(({ operation }) => operation));
  for (const { operation } of state.sync.pending) left.add(operation.id);
  if (selection === null || (objects.size === 0 && left.size === 0)) return state;
  if (about.includes(selection) || objects.has(selection)) return state;
  return { ...state, trims: { ...state.trims, left, objects: NO_TRIMS.objects, latest: [] } };
}

/** `state` is the one after `message`, `before` the one that it came upon. */
export function messageApplied(
  before: EditorState,
  state: EditorState,
  message: DocumentMessage,
): EditorState {
  const [was, is] = [before.sync.document?.objects, state.sync.document?.objects];
  if (was === undefined || is === undefined || was === is) return state;
  const touched = message.objects
    .map(({ id }) => id)
    .filter((id) => was.get(id)?.rle?.counts !== is.get(id)?.rle?.counts);
  const own = ownWork(before, message);
  if (own === null) return without(state, [...touched, ...message.removed]);
  const trims = { ...state.trims, awaited: own.awaited };
  if (own.isLeft) return without({ ...state, trims }, [...touched, ...message.removed]);
  const befores = new Map([...trims.objects].map(([id, trim]) => [id, trim.before]));
  for (const id of touched) {
    const rle = was.get(id)?.rle ?? null;
    if (rle !== null && !own.about.has(id) && !befores.has(id)) befores.set(id, rle);
  }
  const objects = new Map<Uuid, Trim>();
  for (const [id, mask] of befores) {
    const now = is.get(id)?.rle ?? null;
    const trim = now === null ? null : trimOf(mask, now);
    if (trim !== null) objects.set(id, trim);
  }
  const latest = touched.filter((id) => objects.has(id));
  return { ...state, trims: { ...trims, objects, latest } };
}

/** How masks were before is not known any more. */
export function forgetTrims(state: EditorState): EditorState {
  return state.trims === NO_TRIMS ? state : { ...state, trims: NO_TRIMS };
}

interface OwnWork {
  readonly about: ReadonlySet<Uuid>;
  readonly awaited: Trims['awaited'];
  /** The person has gone on to something else since. */
  readonly isLeft: boolean;
}

/** null: the message tells of somebody else's, or of a change that was wanted as a whole. */
function ownWork(before: EditorState, message: DocumentMessage): OwnWork | null {
  const { about, awaited, left } = before.trims;
  if (message.op === 'masks') {
    const answered = message.answers.flatMap((revision) => awaited.get(revision) ?? []);
    if (answered.length === 0) return null;
    const rest = new Map(awaited);
    for (const revision of message.answers) rest.delete(revision);
    const abouts = answered.flatMap((each) => each.about);
    const isLeft = answered.every(({ operation }) => left.has(operation));
    return { about: new Set([...about, ...abouts]), awaited: rest, isLeft };
  }
  const own = before.sync.pending.find(({ operation }) => operation.id === message.id)?.operation;
  if (own === undefined || isTakingBack(own)) return null;
  const named = subjects(before, own);
  const isAsked = own.op === 'click' || own.op === 'scribble' || own.op === 'box';
  return {
    about: new Set([...about, ...named]),
    awaited: isAsked
      ? new Map([...awaited, [message.revision, { operation: own.id, about: named }]])
      : awaited,
    isLeft: left.has(own.id),
  };
}

function isTakingBack(operation: ClientOperation): boolean {
  if (operation.op === 'reshape') return operation.reason === 'give_back';
  return operation.op === 'undo' || operation.op === 'redo' || operation.op === 'restore';
}

function trimOf(before: Rle, now: Rle): Trim | null {
  const [taken, given] = [subtract(before, now), subtract(now, before)];
  const [lost, gained] = [area(taken), area(given)];
  const [moved, all] = [lost + gained, area(before)];
  const isNoticeable = moved > 0 && moved >= all * (moved < NOTICEABLE_PX ? LARGE : NOTICEABLE);
  return isNoticeable ? { before, lost, gained, changed: union(taken, given) } : null;
}

function without(state: EditorState, ids: readonly Uuid[]): EditorState {
  if (!ids.some((id) => state.trims.objects.has(id))) return state;
  const objects = new Map([...state.trims.objects].filter(([id]) => !ids.includes(id)));
  return { ...state, trims: { ...state.trims, objects, latest: [] } };
}

/** The objects that an operation is meant to change; of one on the background those that lie under it. */
function subjects(state: EditorState, operation: ClientOperation): Uuid[] {
  switch (operation.op) {
    case 'click':
      return operation.object === null ? under(state, [[operation.x, operation.y]]) : [operation.object];
    case 'scribble':
      return operation.object === null ? under(state, operation.points) : [operation.object];
    case 'box':
    case 'paint':
      return [operation.object];
    case 'reshape':
      return operation.objects.map(({ object }) => object);
    default:
      return [];
  }
}

function under({ sync }: EditorState, points: readonly (readonly [number, number])[]): Uuid[] {
  const masked = [...visibleDocument(sync).objects.values()].filter(({ rle }) => rle !== null);
  const size = masked[0]?.rle?.size;
  if (size === undefined) return [];
  const line = maskOfPoints(points, size);
  const around = bbox(line);
  return masked
    .filter(({ rle, bbox: box }) => {
      if (rle === null || box === null || around === null) return false;
      const [x, y, width, height] = box;
      const isNear = x < around.x1 && x + width > around.x0 && y < around.y1 && y + height > around.y0;
      return isNear && !isEmptyMask(intersect(rle, line));
    })
    .map(({ id }) => id);
}
