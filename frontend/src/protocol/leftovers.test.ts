import { expect, it } from 'vitest';
import { ImageJournal } from './journal';
import { sendLeftovers } from './leftovers';
import type { ClientOperation } from './messages';
import { MemoryOperationStore, settled } from './operationStoreFixture';
import type { SocketLike } from './socket';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const undo = (n: number): ClientOperation => ({ op: 'undo', id: ID(n) });
const late = (n: number) => ({ ...undo(n), late: true });
const HELLO = {
  op: 'hello',
  revision: 0,
  you: { id: 7, name: 'Alice', color: '#e64980', channel: 'c1' },
  peers: [],
  model: null,
  overlap: false,
  features: 'ready',
  can_write: true,
  leases: [],
};

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

async function start(store: MemoryOperationStore, server: Server, openImage: string | null) {
  const refused: string[] = [];
  const stop = sendLeftovers({
    store,
    userId: 7,
    openImage,
    urlOf: (image) => `ws:${image}`,
    onRefused: (image, { code }) => refused.push(`${image} ${code}`),
    open: server.open,
  });
  await settled();
  return { stop, refused };
}

async function kept(image: string, user: number, ...operations: ClientOperation[]) {
  const store = new MemoryOperationStore();
  const journal = new ImageJournal(store, user, image);
  for (const operation of operations) await journal.add(operation);
  return store;
}

it('sends what was kept on an image that is no longer open, in order, and hangs up', async () => {
  const [store, server] = [await kept(ID(50), 7, undo(1), undo(2)), new Server()];
  await start(store, server, ID(51));
  server.say(HELLO);
  expect(server.urls).toEqual([`ws:${ID(50)}`]);
  expect(server.sent).toEqual([late(1), late(2)]);
  server.say({ op: 'ack', id: ID(1), revision: 1, repeated: false });
  expect(server.isClosed).toBe(false);
  server.say({ op: 'ack', id: ID(2), revision: 2, repeated: false });
  expect(server.isClosed).toBe(true);
  await settled();
  expect(store.kept.size).toBe(0);
});

it('leaves the open image and the work of other people alone', async () => {
  for (const [image, user] of [
    [ID(50), 7],
    [ID(52), 8],
  ] as const) {
    const server = new Server();
    await start(await kept(image, user, undo(1)), server, ID(50));
    expect(server.urls).toEqual([]);
  }
});

it('keeps what was not acknowledged when it is stopped', async () => {
  const [store, server] = [await kept(ID(50), 7, undo(1)), new Server()];
  const { stop } = await start(store, server, null);
  server.say(HELLO);
  stop();
  expect(server.isClosed).toBe(true);
  expect(store.kept.size).toBe(1);
});

it('tells what the server refused for good, and forgets it', async () => {
  const [store, server] = [await kept(ID(50), 7, undo(1)), new Server()];
  const { refused } = await start(store, server, null);
  server.say(HELLO);
  server.say({ op: 'error', id: ID(1), code: 'nothing-to-undo', detail: 'nothing', retry: false });
  await settled();
  expect(refused).toEqual([`${ID(50)} nothing-to-undo`]);
  expect([server.isClosed, store.kept.size]).toEqual([true, 0]);
});
