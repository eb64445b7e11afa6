/** Drives the upload queues: one per project, alive as long as the page, whatever the person navigates to. */
import { ApiError, offlineError } from '../api/errors';
import { reauthenticate } from '../api/reauthentication';
import type { Image } from '../api/types';
import { sendFiles } from './sendFiles';
import { isLarge, sendLarge } from './sendLarge';
import {
  addFiles,
  advanced,
  answered,
  batchFailed,
  cancelWaiting,
  dropped,
  EMPTY_QUEUE,
  imageChanged,
  isBusy,
  nextBatch,
  nextStart,
  PARALLEL_BATCHES,
  progressed,
  retryFailed,
  started,
  type UploadQueue,
  unpacking,
} from './uploadQueue';

type Send = typeof sendFiles;

export class Uploader {
  #queue: UploadQueue = EMPTY_QUEUE;
  #running = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #files = new Map<number, File>();
  readonly #large = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly project: number,
    private readonly onAccepted: () => void,
    private readonly send: Send = sendFiles,
    private readonly now: () => number = Date.now,
    private readonly logInAgain: () => Promise<void> = reauthenticate,
    private readonly sendAlone: typeof sendLarge = sendLarge,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): UploadQueue => this.#queue;

  add(files: readonly File[]): void {
    for (const [index, file] of files.entries()) this.#files.set(this.#queue.nextId + index, file);
    this.#set(addFiles(this.#queue, files));
    this.#pump();
  }

  retry(): void {
    this.#set(retryFailed(this.#queue));
    this.#pump();
  }

  /** Drop what has not started and what is large; the few small files under way end by themselves. */
  cancel(): void {
    for (const controller of this.#large.values()) controller.abort();
    this.#set(cancelWaiting(this.#queue));
  }

  /** Forget the finished list. */
  clear(): void {
    if (isBusy(this.#queue)) return;
    this.#files.clear();
    this.#set(EMPTY_QUEUE);
  }

  imageChanged(image: Image): void {
    this.#set(imageChanged(this.#queue, image));
  }

  #pump(): void {
    while (this.#running < PARALLEL_BATCHES) {
      const ids = nextBatch(this.#queue, this.now());
      if (ids.length === 0) break;
      this.#running++;
      this.#set(started(this.#queue, ids));
      void this.#sendBatch(ids).finally(() => {
        this.#running--;
        this.#pump();
      });
    }
    this.#wakeLater();
  }

  #wakeLater(): void {
    clearTimeout(this.#timer);
    const start = nextStart(this.#queue);
    if (start === null || this.#running >= PARALLEL_BATCHES) return;
    this.#timer = setTimeout(() => this.#pump(), Math.max(50, start - this.now()));
  }

  async #sendBatch(ids: readonly number[]): Promise<void> {
    const files = ids.flatMap((id) => this.#files.get(id) ?? []);
    const [id] = ids;
    const [file] = files;
    if (id !== undefined && file && isLarge(file)) return this.#sendLarge(id, file);
    const onProgress = (bytes: number) => this.#set(progressed(this.#queue, ids, bytes));
    try {
      this.#settle(ids, await this.#sendLoggedIn(files, onProgress));
    } catch (error) {
      const problem = error instanceof ApiError ? error : offlineError();
      this.#set(batchFailed(this.#queue, ids, problem, this.now()));
    }
  }

  async #sendLarge(id: number, file: File): Promise<void> {
    const controller = new AbortController();
    this.#large.set(id, controller);
    try {
      const answer = await this.sendAlone(
        this.project,
        file,
        ({ sent, isLost }) => this.#set(advanced(this.#queue, id, sent, isLost)),
        controller.signal,
      );
      if ('job' in answer) {
        this.#set(unpacking(this.#queue, id));
        this.#files.delete(id);
        this.onAccepted();
      } else this.#settle([id], answer);
    } catch (error) {
      const problem = error instanceof ApiError ? error : offlineError();
      if (controller.signal.aborted) this.#set(dropped(this.#queue, id));
      else this.#set(batchFailed(this.#queue, [id], problem, this.now()));
    } finally {
      this.#large.delete(id);
    }
  }

  /** A session that ends in the middle of an upload asks for the password and goes on. */
  async #sendLoggedIn(files: readonly File[], onProgress: (bytes: number) => void) {
    for (;;) {
      try {
        return await this.send(this.project, files, onProgress);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
        await this.logInAgain();
      }
    }
  }

  #settle(ids: readonly number[], answer: Awaited<ReturnType<Send>>): void {
    this.#set(answered(this.#queue, ids, answer));
    for (const item of this.#queue.items) {
      if (item.phase !== 'waiting' && item.phase !== 'uploading' && item.phase !== 'failed') {
        this.#files.delete(item.id);
      }
    }
    if (answer.accepted.length > 0) this.onAccepted();
  }

  #set(queue: UploadQueue): void {
    if (queue === this.#queue) return;
    this.#queue = queue;
    for (const listener of this.#listeners) listener();
  }
}
