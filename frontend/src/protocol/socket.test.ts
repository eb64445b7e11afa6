import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImageJournal } from './journal';
import type { ClientOperation } from './messages';
import { MemoryOperationStore, settled } from './operationStoreFixture';
import { type ConnectionState, ImageSocket, type SocketLike } from './socket';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const click = (n: number): ClientOperation => ({ op: 'click', id: ID(n), object: ID(99), x: n, y: n });
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

async function open(storage = new MemoryOperationStore()) {
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const keeping: boolean[] = [];
  const socket = new ImageSocket({
    url: 'ws://host/ws/images/1/',
    journal: new ImageJournal(storage, 7, ID(1)),
    onMessage: () => undefined,
    onConnection: (state) => states.push(state),
    onKeeping: (isKeeping) => keeping.push(isKeeping),
    onProblem: () => undefined,
    open: () => {
      const fake = new FakeSocket();
      sockets.push(fake);
      return fake;
    },
    random: () => 1,
  });
  socket.start();
  await settled();
  const send = async (...operations: ClientOperation[]) => {
    for (const operation of operations) socket.send(operation);
    await settled();
  };
  return {
    socket,
    send,
    sockets,
    states,
    keeping,
    storage,
    last: () => sockets[sockets.length - 1] as FakeSocket,
  };
}

const ids = (socket: FakeSocket) => socket.sent.map((message) => message.id);

describe('ImageSocket', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends nothing before the server has said hello, then everything in order', async () => {
    const { send, last } = await open();
    await send(click(1));
    await send(click(2));
    expect(last().sent).toEqual([]);
    last().say(HELLO);
    expect(ids(last())).toEqual([ID(1), ID(2)]);
  });

  it('sends again after a reconnect what was not acknowledged, and nothing else', async () => {
    const { socket, send, last, sockets } = await open();
    last().say(HELLO);
    await send(click(1));
    await send(click(2));
    await send(click(3));
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

  it('says of what was made before the connection, and of nothing else, that it is late', async () => {
    const { send, last } = await open();
    await send(click(1));
    last().say(HELLO);
    await send(click(2));
    expect(last().sent.map(({ late }) => late)).toEqual([true, undefined]);
    last().hangUp();
    await send(click(3));
    vi.advanceTimersByTime(1_000);
    last().say(HELLO);
    expect(last().sent.map(({ late }) => late)).toEqual([true, true, true]);
  });

  it('keeps what was not acknowledged for the next visit, and forgets it once it is', async () => {
    const storage = new MemoryOperationStore();
    const first = await open(storage);
    await first.send(click(1));
    await first.send(click(2));
    first.socket.stop();
    const second = await open(storage);
    second.last().say(HELLO);
    expect(ids(second.last())).toEqual([ID(1), ID(2)]);
    second.last().say({ op: 'ack', id: ID(1), revision: 1 });
    second.last().say({ op: 'ack', id: ID(2), revision: 2 });
    await settled();
    expect(storage.kept.size).toBe(0);
    expect(second.socket.wouldLose).toBe(false);
  });

  it('drops an operation that was refused for good, and tries one again that may work later', async () => {
    const { socket, send, last } = await open();
    last().say(HELLO);
    await send(click(1));
    await send(click(2));
    last().say({ op: 'error', id: ID(1), code: 'object-locked', detail: 'locked', retry: false });
    last().say({ op: 'error', id: ID(2), code: 'rate-limited', detail: 'slower', retry: true });
    expect(socket.waiting.map(({ id }) => id)).toEqual([ID(2)]);
    vi.advanceTimersByTime(1_000);
    expect(ids(last())).toEqual([ID(1), ID(2), ID(2)]);
  });

  it('waits longer after each failure, but never longer than ten seconds', async () => {
    const { last, sockets } = await open();
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

  it('takes seven silent seconds for a dead connection', async () => {
    const { last, sockets, states } = await open();
    last().say(HELLO);
    vi.advanceTimersByTime(6_900);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(states).toContain('offline');
  });

  it('waits for a login when the session has ended, and loses nothing meanwhile', async () => {
    const { send, socket, last, sockets, states } = await open();
    last().say(HELLO);
    last().hangUp(4401);
    await send(click(1));
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states[states.length - 1]).toBe('signed-out');
    socket.reconnectNow();
    last().say(HELLO);
    expect(ids(last())).toEqual([ID(1)]);
  });

  it('gives up where there is no access', async () => {
    const { last, sockets, states } = await open();
    last().hangUp(4404);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states[states.length - 1]).toBe('refused');
  });

  it('says that closing the page would lose work when the browser could not keep it', async () => {
    const storage = new MemoryOperationStore();
    storage.isFull = true;
    const { socket, send, last } = await open(storage);
    last().say(HELLO);
    await send(click(1));
    expect(socket.wouldLose).toBe(true);
    last().say({ op: 'ack', id: ID(1), revision: 1 });
    expect(socket.wouldLose).toBe(false);
  });

  it('survives a message that it cannot read', async () => {
    const { send, last } = await open();
    last().say(HELLO);
    last().say({ op: 'nonsense' });
    await send(click(1));
    expect(ids(last())).toEqual([ID(1)]);
  });

  it('sends no operation before the browser has kept it, nor before an earlier one', async () => {
    const storage = new MemoryOperationStore();
    const writes: (() => void)[] = [];
    storage.put = () => new Promise<void>((done) => writes.push(done));
    const { send, last } = await open(storage);
    last().say(HELLO);
    await send(click(1), click(2));
    writes[1]?.();
    await settled();
    expect(last().sent).toEqual([]);
    writes[0]?.();
    await settled();
    expect(ids(last())).toEqual([ID(1), ID(2)]);
  });

  it('sends what is made while the earlier work is still being read after that', async () => {
    const storage = new MemoryOperationStore();
    await new ImageJournal(storage, 7, ID(1)).add(click(1));
    const opening = open(storage);
    const { send, last, socket } = await opening;
    await send(click(2));
    last().say(HELLO);
    expect(socket.waiting.map(({ id }) => id)).toEqual([ID(1), ID(2)]);
    expect(ids(last())).toEqual([ID(1), ID(2)]);
  });

  it('has at most fifty operations on their way at once', async () => {
    const { send, last } = await open();
    const clicks = Array.from({ length: 60 }, (_, index) => click(index + 1));
    await send(...clicks);
    last().say(HELLO);
    expect(last().sent).toHaveLength(50);
    last().say({ op: 'ack', id: ID(1), revision: 1 });
    expect(ids(last()).slice(50)).toEqual([ID(51)]);
  });

  it('tells while the browser keeps nothing', async () => {
    const storage = new MemoryOperationStore();
    storage.isFull = true;
    const { send, last, keeping } = await open(storage);
    await send(click(1), click(2));
    last().say(HELLO);
    expect(ids(last())).toEqual([ID(1), ID(2)]);
    last().say({ op: 'ack', id: ID(1), revision: 1 });
    expect(keeping).toEqual([false, false]);
    last().say({ op: 'ack', id: ID(2), revision: 2 });
    expect(keeping).toEqual([false, false, true]);
  });
});
