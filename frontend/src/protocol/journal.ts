/**
 * Operations that no server has acknowledged yet, kept in the browser so that a closed tab, a crash or an expired
 * session loses nothing. One record an operation, so that two tabs on one image never overwrite each other; sending an
 * operation twice is harmless (the server knows its id).
 */
import type { ClientOperation, Uuid } from './messages';
import type { OperationStore } from './operationStore';
import { parseClientOperation } from './parseClientMessage';

export interface Journal {
  /** Operations kept by earlier visits, oldest first; none when the browser's storage cannot be read. */
  load(): Promise<ClientOperation[]>;
  /** False when the browser refused to keep it (full or forbidden storage). */
  add(operation: ClientOperation): Promise<boolean>;
  remove(id: Uuid): void;
}

export class ImageJournal implements Journal {
  readonly #store: OperationStore;
  readonly #user: number;
  readonly #image: Uuid;
  readonly #now: () => number;
  #last = 0;

  constructor(store: OperationStore, user: number, image: Uuid, now: () => number = Date.now) {
    this.#store = store;
    this.#user = user;
    this.#image = image;
    this.#now = now;
  }

  async load(): Promise<ClientOperation[]> {
    const kept = await this.#store.of(this.#user, this.#image).catch(() => []);
    const operations: ClientOperation[] = [];
    for (const { id, at, operation } of kept.sort((a, b) => a.at - b.at)) {
      this.#last = Math.max(this.#last, at);
      try {
        operations.push(parseClientOperation(operation));
      } catch {
        this.remove(id);
      }
    }
    return operations;
  }

  async add(operation: ClientOperation): Promise<boolean> {
    // Later than every other one, also when the clock was put back.
    this.#last = Math.max(this.#now(), this.#last + 1);
    const kept = { id: operation.id, user: this.#user, image: this.#image, at: this.#last, operation };
    return this.#store.put(kept).then(
      () => true,
      () => false,
    );
  }

  remove(id: Uuid): void {
    // What stays is sent once more on the next visit, and the server knows it by then.
    this.#store.remove(id).catch(() => undefined);
  }
}
