import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Journal } from '../protocol/journal';
import type { ClientOperation, DocumentView } from '../protocol/messages';
import { settled } from '../protocol/operationStoreFixture';
import type { SocketLike } from '../protocol/socket';
import { EditorSession } from './editorSession';
import { imageModel } from './editorState';
import { visibleDocument } from './visibleDocument';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const RLE = { size: [2, 2], counts: '13' };
const ALICE = { id: 7, name: 'Alice', color: '#e64980' };
const HELLO = {
  op: 'hello',
  revision: 0,
  you: { ...ALICE, channel: 'c1' },
  peers: [],
  model: { name: 'nano', digest: 'd' },
  overlap: false,
  features: 'ready',
  can_write: true,
  leases: [],
};

class FakeServer implements SocketLike {
  readyState = 1;
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  onerror: SocketLike['onerror'] = null;
  readonly heard: ClientOperation[] = [];

  send(data: string): void {
    this.heard.push(JSON.parse(data));
  }

  close(): void {
    this.readyState = 3;
  }

  say(...messages: object[]): void {
    for (const message of messages) this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent);
  }
}

function emptyDocument(revision = 0): DocumentView {
  return {
    image: ID(900),
    revision,
    state: 'new',
    can_undo: false,
    can_redo: false,
    model: null,
    objects: [],
    background: [],
    background_strokes: [],
  };
}

function memoryJournal(kept: ClientOperation[] = []): Journal {
  const operations = new Map(kept.map((operation) => [operation.id, operation]));
  return {
    load: async () => [...operations.values()],
    add: async (operation) => operations.set(operation.id, operation) !== undefined,
    remove: (id) => void operations.delete(id),
  };
}

async function open(options: { fetchDocument?: () => Promise<DocumentView>; kept?: ClientOperation[] } = {}) {
  const servers: FakeServer[] = [];
  const problems: string[] = [];
  let ids = 0;
  const fetchDocument = vi.fn(options.fetchDocument ?? (async () => emptyDocument()));
  const session = new EditorSession({
    url: 'ws://host/',
    journal: memoryJournal(options.kept),
    fetchDocument,
    onProblem: (sentence) => problems.push(sentence),
    view: { activeLabel: 3 },
    open: () => {
      const server = new FakeServer();
      servers.push(server);
      return server;
    },
    newId: () => ID(++ids),
    now: () => Date.now(),
  });
  session.start();
  await vi.advanceTimersByTimeAsync(0);
  const server = () => servers[servers.length - 1] as FakeServer;
  const shown = () => visibleDocument(session.store.get().sync);
  return { session, server, servers, shown, problems, fetchDocument };
}

/** What the server says to the first click: operation ID(1) on the new object ID(2). */
const FIRST_CLICK = [
  { op: 'ack', id: ID(1), revision: 1, repeated: false },
  {
    op: 'changed',
    since: 0,
    revision: 1,
    by: ALICE,
    id: ID(1),
    kind: 'click',
    objects: [
      {
        id: ID(2),
        label: 3,
        bbox: null,
        area: 0,
        z: 1,
        quality: null,
        source: 'click',
        locked: false,
        attributes: {},
        clicks: [{ id: ID(1), x: 1, y: 1, t: 0 }],
        strokes: [],
        boxes: [],
        shape: 'mask' as const,
        created_by: 7,
      },
    ],
    removed: [],
    can_undo: true,
    can_redo: false,
  },
];
const FIRST_MASK = {
  op: 'masks',
  since: 1,
  revision: 2,
  objects: [{ id: ID(2), shape: 'mask', bbox: [0, 0, 2, 2], area: 3, quality: 0.9, rle: RLE }],
  removed: [],
  timing: { total_ms: 48 },
};

describe('EditorSession', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('takes a click the whole way: dot at once, saved, then its mask', async () => {
    const { session, server, shown } = await open();
    server().say(HELLO);
    session.click(1, 1, false);
    await settled();
    expect(server().heard).toEqual([{ op: 'click', id: ID(1), object: ID(2), label: 3, x: 1, y: 1 }]);
    expect(session.store.get().view.selection).toBe(ID(2));
    expect(shown().objects.get(ID(2))?.isPending).toBe(true);
    server().say(...FIRST_CLICK);
    expect(session.store.get().sync.pending).toEqual([]);
    expect(session.store.get().link.isAnswerPending).toBe(true);
    server().say(FIRST_MASK);
    expect(shown().objects.get(ID(2))?.rle).toEqual(RLE);
    expect(session.store.get().link).toMatchObject({ isAnswerPending: false, lastAnswerMs: 48 });
  });

  it('knows which model made a mask, also after the image was given another one', async () => {
    const { session, server, shown } = await open();
    server().say(HELLO);
    session.click(1, 1, false);
    const nano = { ...HELLO.model, engine: 'onnx/cpu' };
    const made = { ...FIRST_MASK.objects[0], model: nano };
    server().say(...FIRST_CLICK, { ...FIRST_MASK, objects: [made] });
    const swin = { name: 'swin_tiny', digest: 'e' };
    const change = { op: 'changed', since: 2, revision: 3, by: ALICE, id: null, kind: 'model', model: swin };
    server().say({ ...change, objects: [], removed: [] });
    expect(imageModel(session.store.get())).toEqual(swin);
    expect(shown().objects.get(ID(2))?.model).toEqual(nano);
    session.setModel({ name: 'nano', digest: 'd' });
    expect(imageModel(session.store.get())?.name).toBe('nano');
  });

  it('lets masks overlap as the server says, from the next heartbeat on', async () => {
    const { session, server } = await open();
    const mayOverlap = (): boolean => session.store.get().link.mayOverlap;
    server().say({ ...HELLO, overlap: true });
    expect(mayOverlap()).toBe(true);
    const status = { op: 'status', revision: 0, features: 'ready', queue: 0, pending: false };
    server().say({ ...status, overlap: false });
    expect(mayOverlap()).toBe(false);
    server().say({ ...status, overlap: true });
    server().say(status);
    expect(mayOverlap()).toBe(true);
  });

  it('refines the selected object, and sends a background click for no object', async () => {
    const { session, server } = await open();
    server().say(HELLO);
    session.click(1, 1, false);
    session.click(2, 2, false);
    session.click(0, 0, true);
    await settled();
    expect(server().heard.map((operation) => 'object' in operation && operation.object)).toEqual([
      ID(2),
      ID(2),
      null,
    ]);
  });

  it('shows and sends what an earlier visit could not', async () => {
    const kept: ClientOperation = { op: 'click', id: ID(50), object: ID(51), label: 3, x: 5, y: 6 };
    const { server, shown } = await open({ kept: [kept] });
    expect(shown().objects.get(ID(51))?.visibleClicks).toHaveLength(1);
    server().say(HELLO);
    expect(server().heard).toEqual([{ ...kept, late: true }]);
  });

  it('fetches the document when a message is missing for half a second', async () => {
    const { server, session, fetchDocument } = await open({ fetchDocument: async () => emptyDocument(1) });
    server().say({ ...HELLO, revision: 1 });
    expect(fetchDocument).toHaveBeenCalledTimes(1);
    server().say({ ...FIRST_MASK, since: 2, revision: 3 });
    await vi.advanceTimersByTimeAsync(499);
    expect(fetchDocument).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(fetchDocument).toHaveBeenCalledTimes(2);
    expect(session.store.get().sync.document?.revision).toBe(1);
  });

  it('connects again once somebody has logged in, and sends what was kept', async () => {
    let logIn: (view: DocumentView) => void = () => undefined;
    const answers = [
      async () => emptyDocument(),
      () =>
        new Promise<DocumentView>((resolve) => {
          logIn = resolve;
        }),
      async () => emptyDocument(),
    ];
    const { session, server, servers } = await open({
      fetchDocument: () => (answers.shift() as () => Promise<DocumentView>)(),
    });
    server().say(HELLO);
    server().onclose?.({ code: 4401 } as CloseEvent);
    session.click(1, 1, false);
    expect(session.store.get().link.connection).toBe('signed-out');
    expect(servers).toHaveLength(1);
    logIn(emptyDocument());
    await vi.advanceTimersByTimeAsync(0);
    expect(servers).toHaveLength(2);
    server().say(HELLO);
    expect(server().heard.map(({ id }) => id)).toEqual([ID(1)]);
  });

  it('stops for good when the image is gone or no longer open to this person', async () => {
    const { session, servers } = await open({
      fetchDocument: () => new Promise((_, reject) => setTimeout(() => reject({ status: 404 }), 100)),
    });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(session.store.get().link.connection).toBe('refused');
    expect(servers).toHaveLength(1);
  });

  it('asks anew when a request is not answered, and when the connection was lost meanwhile', async () => {
    const answers: ((view: DocumentView) => void)[] = [];
    const { session, server, fetchDocument } = await open({
      fetchDocument: () => new Promise<DocumentView>((done) => answers.push(done)),
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetchDocument).toHaveBeenCalledTimes(2);
    server().say(HELLO);
    expect(fetchDocument).toHaveBeenCalledTimes(3);
    answers[0]?.(emptyDocument(1));
    answers[2]?.(emptyDocument(5));
    await settled();
    expect(session.store.get().sync.document?.revision).toBe(5);
    expect(fetchDocument).toHaveBeenCalledTimes(4);
  });

  it('gets past as many dead connections as a browser keeps within a minute, and is more patient after that', async () => {
    const { fetchDocument } = await open({ fetchDocument: () => new Promise<DocumentView>(() => undefined) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetchDocument).toHaveBeenCalledTimes(7);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetchDocument).toHaveBeenCalledTimes(8);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(fetchDocument).toHaveBeenCalledTimes(8);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(fetchDocument).toHaveBeenCalledTimes(9);
  });

  it('tries again when the document cannot be fetched', async () => {
    let tries = 0;
    const fetchDocument = async () => {
      if (++tries < 3) throw new Error('offline');
      return emptyDocument();
    };
    const { session } = await open({ fetchDocument });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(session.store.get().sync.document?.revision).toBe(0);
  });

  it('takes back and explains what the server refuses', async () => {
    const { session, server, shown, problems } = await open();
    server().say(HELLO);
    session.click(1, 1, false);
    server().say({ op: 'error', id: ID(1), code: 'outside-image', detail: 'outside', retry: false });
    expect(shown().objects.size).toBe(0);
    expect(session.store.get().view.selection).toBeNull();
    expect(problems).toEqual(['outside']);
  });

  it('tells the others where the pointer is at most twenty times a second, and where it ended', async () => {
    const { session, server } = await open();
    server().say(HELLO);
    for (let x = 0; x < 10; x++) session.moveCursor([x, 1]);
    expect(server().heard).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60);
    expect(server().heard[1]).toEqual({ op: 'cursor', x: 9, y: 1 });
  });
});
