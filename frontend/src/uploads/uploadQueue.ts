/**
 * The queue of files on their way into one project, as pure functions from state to state. Files travel in small
 * batches; the server answers file by file, so one bad file never stops the rest.
 */
import type { ApiError } from '../api/errors';
import type { Image, Problem, UploadAnswer } from '../api/types';
import { english } from '../i18n/english';
import { isLarge } from './sendLarge';

export const BATCH_FILES = 4;
export const BATCH_BYTES = 32 * 1024 * 1024;
export const PARALLEL_BATCHES = 2;
export const MAX_ATTEMPTS = 4;
const NO_ANSWER: Problem = { code: 'no-answer', detail: english('problems.no-answer') };

export type UploadPhase =
  | 'waiting'
  | 'uploading'
  | 'processing'
  | 'ready'
  /** An archive that is there: a job takes its photos in. */
  | 'unpacking'
  | 'duplicate'
  /** The server said no to this file; sending it again would not help. */
  | 'refused'
  /** It did not get through; it may be sent again. */
  | 'failed';

export interface UploadItem {
  id: number;
  name: string;
  bytes: number;
  phase: UploadPhase;
  /** Part of the file that was sent, 0..1. */
  sent: number;
  /** The connection is lost in the middle of it; it goes on by itself. */
  isLost: boolean;
  attempts: number;
  /** Goes alone: it is large, or the batch it was in was refused as a whole. */
  alone: boolean;
  /** Not before this time (ms), after a failure that may pass. */
  notBefore: number;
  image: string | null;
  /** Why it was refused or did not get through. */
  problem: Problem | null;
}

export interface UploadQueue {
  items: readonly UploadItem[];
  nextId: number;
}

export const EMPTY_QUEUE: UploadQueue = { items: [], nextId: 1 };

export function addFiles(queue: UploadQueue, files: readonly { name: string; size: number }[]): UploadQueue {
  const added = files.map((file, index) => newItem(queue.nextId + index, file));
  return { items: [...queue.items, ...added], nextId: queue.nextId + files.length };
}

/** The ids of the next batch, or [] when nothing may start now. Two files of one name never share a batch. */
export function nextBatch(queue: UploadQueue, now: number): number[] {
  const batch: UploadItem[] = [];
  let bytes = 0;
  for (const item of queue.items) {
    if (item.phase !== 'waiting' || item.notBefore > now) continue;
    if (batch.some((other) => other.name === item.name)) continue;
    if (item.alone && batch.length > 0) continue;
    if (batch.length > 0 && bytes + item.bytes > BATCH_BYTES) continue;
    batch.push(item);
    bytes += item.bytes;
    if (item.alone || batch.length === BATCH_FILES) break;
  }
  return batch.map((item) => item.id);
}

/** The earliest time (ms) at which a waiting file may go, or null when none waits. */
export function nextStart(queue: UploadQueue): number | null {
  const times = queue.items.filter((item) => item.phase === 'waiting').map((item) => item.notBefore);
  return times.length > 0 ? Math.min(...times) : null;
}

export function started(queue: UploadQueue, ids: readonly number[]): UploadQueue {
  return update(queue, ids, (item) => ({
    ...item,
    phase: 'uploading',
    sent: 0,
    isLost: false,
    attempts: item.attempts + 1,
    problem: null,
  }));
}

/** `sentBytes` of the batch have left: the files went one after the other, in the order of `ids`. */
export function progressed(queue: UploadQueue, ids: readonly number[], sentBytes: number): UploadQueue {
  let before = 0;
  const parts = new Map<number, number>();
  for (const id of ids) {
    const bytes = queue.items.find((item) => item.id === id)?.bytes ?? 0;
    parts.set(id, bytes === 0 ? 1 : Math.min(1, Math.max(0, (sentBytes - before) / bytes)));
    before += bytes;
  }
  return update(queue, ids, (item) => ({ ...item, sent: parts.get(item.id) ?? item.sent }));
}

/** How far a file that goes alone has come. */
export function advanced(queue: UploadQueue, id: number, sent: number, isLost: boolean): UploadQueue {
  return update(queue, [id], (item) => (item.phase === 'uploading' ? { ...item, sent, isLost } : item));
}

/** An archive is there, and its photos come in by a job. */
export function unpacking(queue: UploadQueue, id: number): UploadQueue {
  return update(queue, [id], (item) => ({ ...item, phase: 'unpacking', sent: 1, isLost: false }));
}

export function dropped(queue: UploadQueue, id: number): UploadQueue {
  return { ...queue, items: queue.items.filter((item) => item.id !== id) };
}

/** Spread the server's answer over the files of the batch. */
export function answered(queue: UploadQueue, ids: readonly number[], answer: UploadAnswer): UploadQueue {
  const accepted = [...answer.accepted];
  return update(queue, ids, (item) => {
    const refusal = answer.refused.find((entry) => entry.name === item.name);
    if (refusal) return { ...item, phase: 'refused', problem: refusal };
    const duplicate = answer.duplicates.find((entry) => entry.name === item.name);
    if (duplicate) return { ...item, phase: 'duplicate', sent: 1, image: duplicate.image };
    const index = accepted.findIndex((image) => image.name === item.name);
    // The server may have cleaned a name of control characters: then the order decides.
    const [image] = accepted.splice(index < 0 ? 0 : index, 1);
    if (!image) return { ...item, phase: 'failed', problem: NO_ANSWER };
    return withImage({ ...item, sent: 1 }, image);
  });
}

/** The whole request failed: wait and try again, try the files one by one, or give up with the reason. */
export function batchFailed(
  queue: UploadQueue,
  ids: readonly number[],
  error: ApiError,
  now: number,
): UploadQueue {
  const mayPass = error.isOffline || error.status >= 500 || error.status === 429;
  const isAboutOneFile = ids.length > 1 && [400, 413, 415, 422].includes(error.status);
  return update(queue, ids, (item) => {
    if (isAboutOneFile) return { ...item, phase: 'waiting', alone: true, sent: 0 };
    if (!mayPass) return { ...item, phase: 'refused', problem: error };
    if (item.attempts >= MAX_ATTEMPTS) return { ...item, phase: 'failed', problem: error };
    const pause = (error.retryAfterS ?? 2 ** item.attempts) * 1000;
    return { ...item, phase: 'waiting', sent: 0, notBefore: now + pause, problem: error };
  });
}

/** The server has processed an image (or failed to). */
export function imageChanged(queue: UploadQueue, image: Image): UploadQueue {
  if (!queue.items.some((item) => item.image === image.id && item.phase === 'processing')) return queue;
  const items = queue.items.map((item) =>
    item.image === image.id && item.phase === 'processing' ? withImage(item, image) : item,
  );
  return { ...queue, items };
}

export function retryFailed(queue: UploadQueue): UploadQueue {
  const ids = queue.items.filter((item) => item.phase === 'failed').map((item) => item.id);
  return update(queue, ids, (item) => ({ ...item, phase: 'waiting', sent: 0, attempts: 0, notBefore: 0 }));
}

export function cancelWaiting(queue: UploadQueue): UploadQueue {
  return { ...queue, items: queue.items.filter((item) => item.phase !== 'waiting') };
}

export interface UploadCounts {
  total: number;
  sending: number;
  processing: number;
  ready: number;
  unpacking: number;
  duplicate: number;
  refused: number;
  failed: number;
  /** Of all files, 0..1. */
  progress: number;
}

export function counts(queue: UploadQueue): UploadCounts {
  const of = (...phases: UploadPhase[]) => queue.items.filter((item) => phases.includes(item.phase)).length;
  const bytes = queue.items.reduce((sum, item) => sum + item.bytes + 1, 0);
  const done = queue.items.reduce((sum, item) => sum + (item.bytes + 1) * share(item), 0);
  return {
    total: queue.items.length,
    sending: of('waiting', 'uploading'),
    processing: of('processing'),
    ready: of('ready'),
    unpacking: of('unpacking'),
    duplicate: of('duplicate'),
    refused: of('refused'),
    failed: of('failed'),
    progress: bytes === 0 ? 0 : done / bytes,
  };
}

export function isBusy(queue: UploadQueue): boolean {
  return queue.items.some((item) => item.phase === 'waiting' || item.phase === 'uploading');
}

function share(item: UploadItem): number {
  return item.phase === 'waiting' || item.phase === 'uploading' ? item.sent : 1;
}

function newItem(id: number, file: { name: string; size: number }): UploadItem {
  return {
    id,
    name: file.name,
    bytes: file.size,
    phase: 'waiting',
    sent: 0,
    isLost: false,
    attempts: 0,
    alone: isLarge(file),
    notBefore: 0,
    image: null,
    problem: null,
  };
}

function withImage(item: UploadItem, image: Image): UploadItem {
  const phase = image.status === 'failed' ? 'refused' : image.status;
  return { ...item, phase, image: image.id, problem: image.problem };
}

function update(
  queue: UploadQueue,
  ids: readonly number[],
  change: (item: UploadItem) => UploadItem,
): UploadQueue {
  const wanted = new Set(ids);
  return { ...queue, items: queue.items.map((item) => (wanted.has(item.id) ? change(item) : item)) };
}
