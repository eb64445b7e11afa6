import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageJournal } from './journal';
import type { ClientOperation } from './messages';
import { type ConnectionState, ImageSocket, type SocketLike } from './socket';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const click = (n: number): ClientOperation => ({ op: 'click', id: ID(n), object: ID(99), x: n, y: n });
const HELLO = {
  op: 'hello',
  revision: 0,
  you: { id: 7, name: 'Alice', color: '#e64980', channel: 'c1' },
  peers: [],
  model: null,
  features: 'ready',
  can_write: true,
};

class FakeSocket implements SocketLike {
  readyState = 1;
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  onerror: SocketLike['onerror'] = null;
  sent: Record<string, unknown>[] = [];
  isClosed = false;

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 3;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent);
  }

  hangUp(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code } as CloseEvent);
  }
}

class FakeStorage {
  readonly #items = new Map<string, string>();
  isFull = false;

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

function open(storage = new FakeStorage()) {
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const socket = new ImageSocket({
    url: 'ws://host/ws/images/1/',
    journal: new StorageJournal(storage, 7, ID(1)),
    onMessage: () => undefined,
    onConnection: (state) => states.push(state),
    onProblem: () => undefined,
    open: () => {
      const fake = new FakeSocket();
      sockets.push(fake);
      return fake;
    },
    random: () => 1,
  });
  socket.start();
  return { socket, sockets, states, storage, last: () => sockets[sockets.length - 1] as FakeSocket };
}

const ids = (socket: FakeSocket) => socket.sent.map((message) => message.id);

describe('ImageSocket', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends nothing before the server has said hello, then everything in order', () => {
    const { socket, last } = open();
    socket.send(click(1));
    socket.send(click(2));
    expect(last().sent).toEqual([]);
    last().say(HELLO);
    expect(ids(last())).toEqual([ID(1), ID(2)]);
  });

  it('sends again after a reconnect what was not acknowledged, and nothing else', () => {
    const { socket, last, sockets } = open();
    last().say(HELLO);
    socket.send(click(1));
    socket.send(click(2));
    socket.send(click(3));
    last().say({ op: 'ack', id: ID(1), revision: 1 });
    last().hangUp();
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
    last().say(HELLO);
    expect(ids(last())).toEqual([ID(2), ID(3)]);
    last().say({ op: 'ack', id: ID(2), revision: 2, repeated: true });
    last().say({ op: 'ack', id: ID(3), revision: 3 });
    expect(socket.waiting).toEqual([]);
  });

  it('keeps what was not acknowledged for the next visit, and forgets it once it is', () => {
    const storage = new FakeStorage();
    const first = open(storage);
    first.socket.send(click(1));
    first.socket.send(click(2));
    first.socket.stop();
    const second = open(storage);
    second.last().say(HELLO);
    expect(ids(second.last())).toEqual([ID(1), ID(2)]);
    second.last().say({ op: 'ack', id: ID(1), revision: 1 });
    second.last().say({ op: 'ack', id: ID(2), revision: 2 });
    expect(storage.length).toBe(0);
    expect(second.socket.wouldLose).toBe(false);
  });

  it('drops an operation that was refused for good, and tries one again that may work later', () => {
    const { socket, last } = open();
    last().say(HELLO);
    socket.send(click(1));
    socket.send(click(2));
    last().say({ op: 'error', id: ID(1), code: 'object-locked', detail: 'locked', retry: false });
    last().say({ op: 'error', id: ID(2), code: 'rate-limited', detail: 'slower', retry: true });
    expect(socket.waiting.map(({ id }) => id)).toEqual([ID(2)]);
    vi.advanceTimersByTime(1_000);
    expect(ids(last())).toEqual([ID(1), ID(2), ID(2)]);
  });

  it('waits longer after each failure, but never longer than ten seconds', () => {
    const { last, sockets } = open();
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure++) {
      const before = sockets.length;
      last().hangUp();
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000]);
  });

  it('takes seven silent seconds for a dead connection', () => {
    const { last, sockets, states } = open();
    last().say(HELLO);
    vi.advanceTimersByTime(6_900);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(states).toContain('offline');
  });

  it('waits for a login when the session has ended, and loses nothing meanwhile', () => {
    const { socket, last, sockets, states } = open();
    last().say(HELLO);
    last().hangUp(4401);
    socket.send(click(1));
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states[states.length - 1]).toBe('signed-out');
    socket.reconnectNow();
    last().say(HELLO);
    expect(ids(last())).toEqual([ID(1)]);
  });

  it('gives up where there is no access', () => {
    const { last, sockets, states } = open();
    last().hangUp(4404);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states[states.length - 1]).toBe('refused');
  });

  it('says that closing the page would lose work when the browser could not keep it', () => {
    const storage = new FakeStorage();
    storage.isFull = true;
    const { socket, last } = open(storage);
    last().say(HELLO);
    socket.send(click(1));
    expect(socket.wouldLose).toBe(true);
    last().say({ op: 'ack', id: ID(1), revision: 1 });
    expect(socket.wouldLose).toBe(false);
  });

  it('survives a message that it cannot read', () => {
    const { socket, last } = open();
    last().say(HELLO);
    last().say({ op: 'nonsense' });
    socket.send(click(1));
    expect(ids(last())).toEqual([ID(1)]);
  });
});
