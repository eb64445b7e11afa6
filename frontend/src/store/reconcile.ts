/**
 * Merge rules of the editor (hop 11 of the way of a click). Pure: the caller's clock and timers carry out the effects.
 *
 * The revision advances only by `changed` and `masks`. A message that starts after our revision is held for a moment,
 * because the missing one may be right behind it; if it does not come, the document is fetched again. A heartbeat that
 * stays ahead of us for over a second has the same consequence. A fetched document never replaces a newer one.
 */
import type {
  AckMessage,
  ChangedMessage,
  ClientOperation,
  DocumentView,
  ErrorMessage,
  MasksMessage,
  ModelName,
  StatusMessage,
  Uuid,
} from '../protocol/messages';
import { type DocumentState, documentFromView, hueAfter, mergeObject, type ObjectState } from './document';
import { NOTHING_KEPT, type SyncState } from './sync';

export const HOLD_MS = 500;
export const BEHIND_MS = 1_000;

/** `hold`: call `holdExpired` after HOLD_MS. `refetch`: GET the document and call `documentFetched`. */
export type Effect = 'none' | 'hold' | 'refetch';

export interface Reconciled {
  readonly sync: SyncState;
  readonly effect: Effect;
}

export type DocumentMessage = ChangedMessage | MasksMessage;

/** A `changed` or `masks` message came. */
export function received(sync: SyncState, message: DocumentMessage): Reconciled {
  const settled = message.op === 'changed' ? landed(sync, message) : sync;
  if (settled.document === null) return { sync: hold(settled, message), effect: 'none' };
  if (message.revision <= settled.document.revision) return { sync: settled, effect: 'none' };
  if (message.since > settled.document.revision) {
    return { sync: hold(settled, message), effect: settled.held.length === 0 ? 'hold' : 'none' };
  }
  const applied = { ...settled, document: apply(settled.document, message) };
  return { sync: sweep(releaseHeld(applied)), effect: 'none' };
}

/** The time for the missing message is over. */
export function holdExpired(sync: SyncState): Reconciled {
  return { sync, effect: sync.held.length > 0 && sync.document !== null ? 'refetch' : 'none' };
}

/** The document came by REST. */
export function documentFetched(sync: SyncState, view: DocumentView): Reconciled {
  const known = sync.document;
  const isOlder = known !== null && view.revision < known.revision;
  const document = isOlder ? known : keepMasks(known, documentFromView(view));
  const next = sweep(releaseHeld({ ...sync, document, behindSince: null }));
  return { sync: next, effect: next.held.length > 0 ? 'hold' : 'none' };
}

/** The server told its revision: in `hello` at once decisive, in heartbeats after BEHIND_MS. `nowMs`: any steady clock. */
export function heartbeat(
  sync: SyncState,
  message: Pick<StatusMessage, 'revision'>,
  nowMs: number,
): Reconciled {
  if (sync.document === null || message.revision === null || message.revision <= sync.document.revision) {
    return { sync: sync.behindSince === null ? sync : { ...sync, behindSince: null }, effect: 'none' };
  }
  if (sync.behindSince === null) return { sync: { ...sync, behindSince: nowMs }, effect: 'none' };
  if (nowMs - sync.behindSince <= BEHIND_MS) return { sync, effect: 'none' };
  return { sync: { ...sync, behindSince: nowMs }, effect: 'refetch' };
}

/** The image was submitted, accepted or rejected. */
export function workflowChanged(sync: SyncState, workflow: string): SyncState {
  if (sync.document === null || sync.document.workflow === workflow) return sync;
  return { ...sync, document: { ...sync.document, workflow } };
}

/** The image was given another model: later clicks are answered by it. */
export function modelChanged(sync: SyncState, model: ModelName): SyncState {
  const known = sync.document?.model;
  if (sync.document === null || (known?.name === model.name && known.digest === model.digest)) return sync;
  return { ...sync, document: { ...sync.document, model } };
}

/** After each (re)connection: what was said meanwhile is gone, so being behind means fetching now. */
export function greeted(sync: SyncState, revision: number): Reconciled {
  const isBehind = sync.document === null || revision > sync.document.revision;
  return { sync, effect: isBehind ? 'refetch' : 'none' };
}

/** `kept`: objects that others work on, which give no pixel to it. `mayOverlap`: no object gives any. */
export function submitted(
  sync: SyncState,
  operation: ClientOperation,
  kept = NOTHING_KEPT,
  mayOverlap = false,
): SyncState {
  return { ...sync, pending: [...sync.pending, { operation, revision: null, kept, mayOverlap }] };
}

/** Earlier visits left these: they were made before everything of this one. */
export function restored(
  sync: SyncState,
  operations: readonly ClientOperation[],
  mayOverlap = false,
): SyncState {
  const kept = operations.map((operation) => ({ operation, revision: null, mayOverlap }));
  return { ...sync, pending: [...kept, ...sync.pending] };
}

export function acknowledged(sync: SyncState, message: AckMessage): SyncState {
  const pending = sync.pending.map((entry) =>
    entry.operation.id === message.id ? { ...entry, revision: message.revision } : entry,
  );
  return sweep({ ...sync, pending });
}

/** The server refused an operation for good: what was shown ahead of its answer is taken back. */
export function refused(sync: SyncState, message: ErrorMessage): SyncState {
  if (message.id === null || message.retry) return sync;
  return without(sync, message.id);
}

function landed(sync: SyncState, message: ChangedMessage): SyncState {
  const isApplied = sync.document !== null && message.since <= sync.document.revision;
  return message.id === null || !isApplied ? sync : without(sync, message.id);
}

function without(sync: SyncState, id: Uuid): SyncState {
  const pending = sync.pending.filter((entry) => entry.operation.id !== id);
  return pending.length === sync.pending.length ? sync : { ...sync, pending };
}

function hold(sync: SyncState, message: DocumentMessage): SyncState {
  return { ...sync, held: [...sync.held, message].sort((a, b) => a.since - b.since) };
}

function releaseHeld(sync: SyncState): SyncState {
  if (sync.document === null || sync.held.length === 0) return sync;
  let document: DocumentState = sync.document;
  const held: DocumentMessage[] = [];
  for (const message of sync.held) {
    if (message.revision <= document.revision) continue;
    if (message.since <= document.revision) document = apply(document, message);
    else held.push(message);
  }
  return { ...sync, document, held };
}

/** Drop pending operations that the document contains by now. */
function sweep(sync: SyncState): SyncState {
  if (sync.document === null || sync.pending.length === 0) return sync;
  const { revision } = sync.document;
  const pending = sync.pending.filter((entry) => entry.revision === null || entry.revision > revision);
  return pending.length === sync.pending.length ? sync : { ...sync, pending };
}

function apply(document: DocumentState, message: DocumentMessage): DocumentState {
  const objects = new Map(document.objects);
  if (message.op === 'masks') {
    for (const mask of message.objects) {
      const known = objects.get(mask.id);
      if (known !== undefined) objects.set(mask.id, { ...known, ...mask });
    }
  } else {
    for (const view of message.objects) objects.set(view.id, mergeObject(objects.get(view.id), view));
  }
  for (const id of message.removed) objects.delete(id);
  if (message.op === 'masks') return { ...document, revision: message.revision, objects };
  return {
    ...document,
    revision: message.revision,
    objects,
    background: message.background ?? document.background,
    backgroundStrokes: message.background_strokes ?? document.backgroundStrokes,
    canUndo: message.can_undo ?? document.canUndo,
    canRedo: message.can_redo ?? document.canRedo,
    workflow: message.state ?? document.workflow,
    model: message.model ?? document.model,
  };
}

/** Equal masks keep their identity, so that a refetch does not repaint what has not changed; colours stay, too. */
function keepMasks(known: DocumentState | null, fetched: DocumentState): DocumentState {
  if (known === null) return fetched;
  const objects = new Map<Uuid, ObjectState>();
  for (const [id, object] of fetched.objects) {
    const before = known.objects.get(id);
    const rle = before?.rle;
    const isSame = rle != null && object.rle != null && rle.counts === object.rle.counts;
    objects.set(id, { ...object, ...(isSame ? { rle } : {}), ...hueAfter(before, object.z) });
  }
  return { ...fetched, objects };
}
