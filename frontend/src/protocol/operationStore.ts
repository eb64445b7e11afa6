/**
 * Where operations wait for their acknowledgement: the browser's own database, which has room for large masks. What it
 * has promised to keep outlives the tab, a crash of it, and the end of the session.
 */
import type { Uuid } from './messages';
import { type KeyValueStore, moveOldJournal } from './oldJournal';

export interface KeptOperation {
  readonly id: Uuid;
  readonly user: number;
  readonly image: Uuid;
  /** Grows with each operation of a tab. */
  readonly at: number;
  /** What `parseClientOperation` reads: another version of this program may have written it. */
  readonly operation: unknown;
}

export interface OperationStore {
  /** Resolves once it is kept; rejects when the browser refuses (no room, or forbidden). Kept in the order of calls. */
  put(kept: KeptOperation): Promise<void>;
  remove(id: Uuid): Promise<void>;
  /** In no order. */
  of(user: number, image: Uuid): Promise<KeptOperation[]>;
  /** Images on which the person has operations that no server has acknowledged yet. */
  images(user: number): Promise<Uuid[]>;
}

const DATABASE = 'stipple';
const VERSION = 1;
const STORE = 'operations';
const PLACE = 'place';

export class BrowserOperationStore implements OperationStore {
  readonly #factory: () => IDBFactory;
  readonly #old: () => KeyValueStore;
  #database: Promise<IDBDatabase> | null = null;

  /** Functions, because a browser that forbids its storage throws already where it is named. */
  constructor(factory: () => IDBFactory, old: () => KeyValueStore) {
    this.#factory = factory;
    this.#old = old;
  }

  put(kept: KeptOperation): Promise<void> {
    return this.#write((store) => store.put(kept));
  }

  remove(id: Uuid): Promise<void> {
    return this.#write((store) => store.delete(id));
  }

  of(user: number, image: Uuid): Promise<KeptOperation[]> {
    return this.#read((store) => store.index(PLACE).getAll([user, image]) as IDBRequest<KeptOperation[]>);
  }

  async images(user: number): Promise<Uuid[]> {
    // An array sorts after every text, so these are the keys that begin with the user.
    const own = IDBKeyRange.bound([user], [user, []]);
    const kept = await this.#read((store) => store.index(PLACE).getAll(own) as IDBRequest<KeptOperation[]>);
    return [...new Set(kept.map(({ image }) => image))];
  }

  async #write(change: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    await written(await this.#open(), change);
  }

  async #read<T>(ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await this.#open();
    return answered(ask(database.transaction(STORE, 'readonly').objectStore(STORE)));
  }

  #open(): Promise<IDBDatabase> {
    this.#database ??= this.#opened().catch((error: unknown) => {
      this.#database = null;
      throw error;
    });
    return this.#database;
  }

  async #opened(): Promise<IDBDatabase> {
    const request = this.#factory().open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: 'id' });
      store.createIndex(PLACE, ['user', 'image']);
    };
    const database = await answered(request);
    database.onclose = () => {
      this.#database = null;
    };
    // A tab with a newer version wants to change the tables.
    database.onversionchange = () => {
      database.close();
      this.#database = null;
    };
    try {
      await moveOldJournal(this.#old(), (kept) => written(database, (store) => store.put(kept)));
    } catch {
      // No room, or the old storage is forbidden: what is there stays for the next visit.
    }
    return database;
  }
}

/** The database of this browser, for all images and people. */
export const browserOperations: OperationStore = new BrowserOperationStore(
  () => window.indexedDB,
  () => window.localStorage,
);

function written(database: IDBDatabase, change: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  // Given to the system, not forced to the disk: that outlives the browser, and takes a millisecond.
  const transaction = database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
  const isDone = ended(transaction);
  change(transaction.objectStore(STORE));
  // Without waiting for the request: a tab that crashes now has already asked for both.
  transaction.commit();
  return isDone;
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
