import { expect, it } from 'vitest';
import { type KeyValueStore, StorageJournal } from './journal';
import { sendLeftovers } from './leftovers';
import type { ClientOperation } from './messages';
import type { SocketLike } from './socket';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const undo = (n: number): ClientOperation => ({ op: 'undo', id: ID(n) });
const HELLO = {
  op: 'hello',
  revision: 0,
  you: { id: 7, name: 'Alice', color: '#e64980', channel: 'c1' },
  peers: [],
  model: null,
  features: 'ready',
  can_write: true,
};

function memoryStorage(): KeyValueStore {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

class Server {
  readonly urls: string[] = [];
  readonly sent: unknown[] = [];
  isClosed = false;
  #socket: SocketLike | null = null;

  readonly open = (url: string): SocketLike => {
    this.urls.push(url);
    this.#socket = {
      readyState: 1,
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (data) => void this.sent.push(JSON.parse(data)),
      close: () => {
        this.isClosed = true;
      },
    };
    return this.#socket;
  };

  say(message: object): void {
    this.#socket?.onmessage?.({ data: JSON.stringify(message) } as MessageEvent);
  }
}

function start(storage: KeyValueStore, server: Server, openImage: string | null) {
  return sendLeftovers({ storage, userId: 7, openImage, urlOf: (image) => `ws:${image}`, open: server.open });
}

it('sends what was kept on an image that is no longer open, in order, and hangs up', () => {
  const [storage, server] = [memoryStorage(), new Server()];
  const journal = new StorageJournal(storage, 7, ID(50));
  for (const n of [1, 2]) journal.add(undo(n));
  start(storage, server, ID(51));
  server.say(HELLO);
  expect(server.urls).toEqual([`ws:${ID(50)}`]);
  expect(server.sent).toEqual([undo(1), undo(2)]);
  server.say({ op: 'ack', id: ID(1), revision: 1, repeated: false });
  expect(server.isClosed).toBe(false);
  server.say({ op: 'ack', id: ID(2), revision: 2, repeated: false });
  expect(server.isClosed).toBe(true);
  expect(storage.length).toBe(0);
});

it('leaves the open image and the work of other people alone', () => {
  const [storage, server] = [memoryStorage(), new Server()];
  new StorageJournal(storage, 7, ID(50)).add(undo(1));
  new StorageJournal(storage, 8, ID(52)).add(undo(2));
  start(storage, server, ID(50));
  expect(server.urls).toEqual([]);
});

it('keeps what was not acknowledged when it is stopped', () => {
  const [storage, server] = [memoryStorage(), new Server()];
  new StorageJournal(storage, 7, ID(50)).add(undo(1));
  const stop = start(storage, server, null);
  server.say(HELLO);
  stop();
  expect(server.isClosed).toBe(true);
  expect(storage.length).toBe(1);
});
