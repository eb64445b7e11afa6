/**
 * Operations that no server has acknowledged yet, kept in the browser so that a closed tab, a crash or an expired
 * session loses nothing. One storage key an operation, so that two tabs on one image never overwrite each other;
 * sending an operation twice is harmless (the server knows its id).
 */
import type { ClientOperation, Uuid } from './messages';
import { parseClientOperation } from './parseClientMessage';

export interface Journal {
  /** Operations kept by earlier visits, oldest first. */
  load(): ClientOperation[];
  /** False when the browser refused to keep it (full or forbidden storage). */
  add(operation: ClientOperation): boolean;
  remove(id: Uuid): void;
}

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'stipple.operation';

export class StorageJournal implements Journal {
  readonly #storage: KeyValueStore;
  readonly #scope: string;
  readonly #keys = new Map<Uuid, string>();
  readonly #now: () => number;
  #sequence = 0;

  constructor(storage: KeyValueStore, userId: number, imageId: Uuid, now: () => number = Date.now) {
    this.#storage = storage;
    this.#scope = `${PREFIX}.${userId}.${imageId}.`;
    this.#now = now;
  }

  load(): ClientOperation[] {
    const operations: ClientOperation[] = [];
    for (const key of this.#storedKeys()) {
      const operation = this.#read(key);
      if (operation === null) continue;
      this.#keys.set(operation.id, key);
      operations.push(operation);
    }
    return operations;
  }

  add(operation: ClientOperation): boolean {
    const order = `${String(this.#now()).padStart(15, '0')}-${String(this.#sequence++).padStart(6, '0')}`;
    const key = `${this.#scope}${order}`;
    try {
      this.#storage.setItem(key, JSON.stringify(operation));
    } catch {
      return false;
    }
    this.#keys.set(operation.id, key);
    return true;
  }

  remove(id: Uuid): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    this.#storage.removeItem(key);
  }

  #storedKeys(): string[] {
    const keys: string[] = [];
    for (let index = 0; index < this.#storage.length; index++) {
      const key = this.#storage.key(index);
      if (key?.startsWith(this.#scope)) keys.push(key);
    }
    return keys.sort();
  }

  #read(key: string): ClientOperation | null {
    try {
      return parseClientOperation(JSON.parse(this.#storage.getItem(key) ?? 'null'));
    } catch {
      this.#storage.removeItem(key);
      return null;
    }
  }
}

/** Images on which the person has operations that no server has acknowledged yet. */
export function imagesWithKeptOperations(storage: KeyValueStore, userId: number): Uuid[] {
  const scope = `${PREFIX}.${userId}.`;
  const images = new Set<Uuid>();
  for (let index = 0; index < storage.length; index++) {
    const key = storage.key(index);
    const image = key?.startsWith(scope) ? key.slice(scope.length).split('.', 1)[0] : undefined;
    if (image) images.add(image);
  }
  return [...images];
}
