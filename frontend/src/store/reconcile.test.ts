import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ChangedMessage,
  ClickOperation,
  DocumentView,
  MasksMessage,
  ObjectView,
} from '../protocol/messages';
import {
  acknowledged,
  documentFetched,
  greeted,
  heartbeat,
  holdExpired,
  received,
  refused,
  submitted,
} from './reconcile';
import { EMPTY_SYNC, type SyncState } from './sync';
import { visibleDocument } from './visibleDocument';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const OBJECT = ID(500);
const RLE = { size: [2, 2] as const, counts: '13' };

function objectView(id: string, clicks: number[], more: Partial<ObjectView> = {}): ObjectView {
  return {
    id,
    label: 1,
    bbox: null,
    area: 0,
    z: 1,
    quality: null,
    source: 'click',
    locked: false,
    attributes: {},
    clicks: clicks.map((n) => ({ id: ID(n), x: n, y: n, t: n })),
    strokes: [],
    boxes: [],
    shape: 'mask' as const,
    created_by: 7,
    ...more,
  };
}

function view(revision: number, objects: ObjectView[] = []): DocumentView {
  return {
    image: ID(1),
    revision,
    state: 'new',
    can_undo: false,
    can_redo: false,
    model: null,
    objects,
    background: [],
    background_strokes: [],
  };
}

function loaded(revision: number, objects: ObjectView[] = []): SyncState {
  return documentFetched(EMPTY_SYNC, view(revision, objects)).sync;
}

function changed(revision: number, more: Partial<ChangedMessage> = {}): ChangedMessage {
  return {
    op: 'changed',
    since: revision - 1,
    revision,
    by: { id: 7, name: 'Alice', color: '#e64980' },
    id: ID(revision),
    kind: 'click',
    objects: [objectView(ID(1000 + revision), [revision])],
    removed: [],
    ...more,
  };
}

function masks(revision: number, id: string): MasksMessage {
  const mask = { id, shape: 'mask' as const, bbox: [0, 0, 1, 1] as const, area: 1, quality: 0.9, rle: RLE };
  return {
    op: 'masks',
    since: revision - 1,
    revision,
    objects: [mask],
    removed: [],
    answers: [],
    timing: {},
  };
}

const click = (n: number): ClickOperation => ({
  op: 'click',
  id: ID(n),
  object: OBJECT,
  label: 1,
  x: n,
  y: n,
});

describe('reconcile', () => {
  it('applies a message that follows our revision', () => {
    const { sync, effect } = received(loaded(4), changed(5));
    expect(effect).toBe('none');
    expect(sync.document?.revision).toBe(5);
    expect(sync.document?.objects.has(ID(1005))).toBe(true);
  });

  it('takes a click and the model that took over for it from one message', () => {
    const model = { name: 'nano', digest: 'ff' };
    const { sync, effect } = received(loaded(4), changed(6, { since: 4, model }));
    expect(effect).toBe('none');
    expect([sync.document?.revision, sync.document?.model]).toEqual([6, model]);
    expect(sync.document?.objects.has(ID(1006))).toBe(true);
  });

  it('ignores a message that it has already seen', () => {
    const before = received(loaded(4), changed(5)).sync;
    expect(received(before, changed(5, { objects: [], removed: [ID(1005)] })).sync).toBe(before);
  });

  it('holds a message from the future and applies it when the missing one comes', () => {
    const early = received(loaded(4), changed(6));
    expect(early.effect).toBe('hold');
    expect(early.sync.document?.revision).toBe(4);
    const { sync } = received(early.sync, changed(5));
    expect(sync.document?.revision).toBe(6);
    expect(sync.held).toEqual([]);
    expect(holdExpired(sync).effect).toBe('none');
  });

  it('fetches the document when the missing message does not come', () => {
    const { sync } = received(loaded(4), changed(6));
    expect(holdExpired(sync).effect).toBe('refetch');
    const after = documentFetched(sync, view(5)).sync;
    expect(after.document?.revision).toBe(6);
  });

  it('never replaces a document by an older one', () => {
    const { sync } = received(loaded(4), changed(5));
    expect(documentFetched(sync, view(4)).sync.document).toBe(sync.document);
  });

  it('keeps what arrives before the first document', () => {
    const early = received(EMPTY_SYNC, changed(5));
    expect(early.effect).toBe('none');
    expect(documentFetched(early.sync, view(4)).sync.document?.revision).toBe(5);
  });

  it('ends in the same document in whatever order messages come', () => {
    const messages = Array.from({ length: 7 }, (_, index) =>
      index % 2 ? masks(5 + index, ID(1005 + index - 1)) : changed(5 + index),
    );
    const inOrder = messages.reduce((sync, message) => received(sync, message).sync, loaded(4));
    fc.assert(
      fc.property(fc.shuffledSubarray(messages, { minLength: 7, maxLength: 7 }), (shuffled) => {
        const sync = shuffled.reduce((state, message) => received(state, message).sync, loaded(4));
        expect(sync.document).toEqual(inOrder.document);
      }),
    );
  });

  it('keeps the mask of an object whose view comes without one', () => {
    const before = received(loaded(4, [objectView(OBJECT, [1])]), masks(5, OBJECT)).sync;
    const { sync } = received(before, changed(6, { objects: [objectView(OBJECT, [1, 2])] }));
    expect(sync.document?.objects.get(OBJECT)?.rle).toBe(RLE);
    expect(sync.document?.objects.get(OBJECT)?.clicks).toHaveLength(2);
  });

  it('gives no mask to an object that has been deleted meanwhile', () => {
    const { sync } = received(loaded(4), masks(5, OBJECT));
    expect(sync.document?.revision).toBe(5);
    expect(sync.document?.objects.size).toBe(0);
  });

  it('fetches after heartbeats have been ahead for over a second, not before', () => {
    const first = heartbeat(loaded(4), { revision: 5 }, 1_000);
    expect(first.effect).toBe('none');
    const second = heartbeat(first.sync, { revision: 5 }, 1_900);
    expect(second.effect).toBe('none');
    expect(heartbeat(second.sync, { revision: 5 }, 2_100).effect).toBe('refetch');
  });

  it('forgets that it was behind once it has caught up', () => {
    const behind = heartbeat(loaded(4), { revision: 5 }, 1_000).sync;
    const caughtUp = heartbeat(received(behind, changed(5)).sync, { revision: 5 }, 3_000);
    expect(caughtUp.effect).toBe('none');
    expect(heartbeat(caughtUp.sync, { revision: 6 }, 3_100).effect).toBe('none');
  });

  it('fetches after a reconnect only when something was missed', () => {
    expect(greeted(loaded(4), 4).effect).toBe('none');
    expect(greeted(loaded(4), 5).effect).toBe('refetch');
    expect(greeted(EMPTY_SYNC, 0).effect).toBe('refetch');
  });

  it('does not change the identity of a mask that is the same after a refetch', () => {
    const before = received(loaded(4, [objectView(OBJECT, [1])]), masks(5, OBJECT)).sync;
    const after = documentFetched(before, view(6, [objectView(OBJECT, [1], { rle: { ...RLE } })])).sync;
    expect(after.document?.objects.get(OBJECT)?.rle).toBe(RLE);
  });
});

describe('pending operations', () => {
  it('show at once and stay one click when the answer comes, whichever of its two messages is first', () => {
    const message = changed(5, { id: ID(1), objects: [objectView(OBJECT, [1])] });
    const ack = { op: 'ack', id: ID(1), revision: 5, repeated: false } as const;
    const start = submitted(loaded(4), click(1));
    expect(visibleDocument(start).objects.get(OBJECT)?.visibleClicks).toMatchObject([{ isPending: true }]);
    const ackFirst = received(acknowledged(start, ack), message).sync;
    const ackLast = acknowledged(received(start, message).sync, ack);
    for (const sync of [ackFirst, ackLast]) {
      expect(sync.pending).toEqual([]);
      expect(visibleDocument(sync).objects.get(OBJECT)?.visibleClicks).toMatchObject([{ isPending: false }]);
    }
  });

  it('show a scribble at once, on a new object and on the background, and as one line when it is confirmed', () => {
    const points = [
      [1, 1],
      [9, 5],
    ] as const;
    const scribble = { op: 'scribble', points } as const;
    const start = submitted(loaded(4), { ...scribble, id: ID(1), object: OBJECT, label: 1 });
    const both = submitted(start, { ...scribble, id: ID(2), object: null });
    const shown = visibleDocument(both);
    expect(shown.objects.get(OBJECT)).toMatchObject({
      source: 'scribble',
      isPending: true,
      visibleClicks: [],
    });
    expect(shown.objects.get(OBJECT)?.visibleStrokes).toMatchObject([{ points, isPending: true }]);
    expect(shown.backgroundStrokes).toMatchObject([{ points, isPending: true }]);
    const strokes = [{ id: ID(1), points, t: 0 }];
    const first = received(
      both,
      changed(5, { id: ID(1), objects: [objectView(OBJECT, [], { strokes })] }),
    ).sync;
    const second = received(
      first,
      changed(6, {
        id: ID(2),
        objects: [],
        background: [],
        background_strokes: [{ id: ID(2), points, t: 1 }],
      }),
    ).sync;
    expect(second.pending).toEqual([]);
    const confirmed = visibleDocument(second);
    expect(confirmed.objects.get(OBJECT)?.visibleStrokes).toMatchObject([{ points, isPending: false }]);
    expect(confirmed.backgroundStrokes).toMatchObject([{ points, isPending: false }]);
    expect(visibleDocument(received(second, changed(7)).sync).backgroundStrokes).toHaveLength(1);
  });

  it('land when a repeated acknowledgement tells an old revision', () => {
    const sync = submitted(loaded(9, [objectView(OBJECT, [1])]), click(1));
    expect(visibleDocument(sync).objects.get(OBJECT)?.visibleClicks).toHaveLength(1);
    expect(acknowledged(sync, { op: 'ack', id: ID(1), revision: 5, repeated: true }).pending).toEqual([]);
  });

  it('are taken back when refused for good, kept when a retry may help', () => {
    const sync = submitted(loaded(4), click(1));
    const error = { op: 'error', id: ID(1), code: 'object-locked', detail: 'locked' } as const;
    expect(visibleDocument(refused(sync, { ...error, retry: false })).objects.size).toBe(0);
    expect(refused(sync, { ...error, retry: true }).pending).toHaveLength(1);
  });

  it('number a new object as the server will, so that its colour stays', () => {
    const sync = submitted(submitted(loaded(4), { op: 'undo', id: ID(8) }), click(1));
    expect(visibleDocument(sync).objects.get(OBJECT)?.z).toBe(6);
  });

  it('change and delete what is shown before the server has answered', () => {
    let sync = submitted(loaded(4, [objectView(OBJECT, [1])]), {
      op: 'set',
      id: ID(2),
      object: OBJECT,
      label: 3,
    });
    expect(visibleDocument(sync).objects.get(OBJECT)?.label).toBe(3);
    sync = submitted(sync, { op: 'delete', id: ID(3), object: OBJECT });
    expect(visibleDocument(sync).objects.size).toBe(0);
  });

  it('give each of several objects its place in the stack, and leave its colour', () => {
    const other = '0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a12';
    const [first, second] = [objectView(OBJECT, [1]), objectView(other, [2])];
    const objects = [OBJECT, other];
    const sync = submitted(loaded(4, [first, second]), { op: 'set', id: ID(2), objects, z: [9, first.z] });
    const shown = visibleDocument(sync).objects;
    expect(shown.get(OBJECT)).toMatchObject({ z: 9, hue: first.z });
    expect(shown.get(other)).not.toHaveProperty('hue');
    const fetched = documentFetched(sync, { ...view(9), objects: [{ ...first, z: 9 }, second] });
    expect(fetched.sync.document?.objects.get(OBJECT)).toMatchObject({ z: 9, hue: first.z });
    const back = documentFetched(fetched.sync, { ...view(12), objects: [first, second] });
    expect(back.sync.document?.objects.get(OBJECT)).toMatchObject({ z: first.z, hue: first.z });
  });

  it('take nothing from other objects when they were made while masks might overlap', () => {
    const there = objectView(OBJECT, [1], { rle: RLE, bbox: [0, 0, 2, 2], area: 3 });
    const stroke = { op: 'paint', id: ID(3), object: ID(4), label: null, rle: RLE, mode: 'add' } as const;
    const areas = (mayOverlap: boolean): number[] => {
      const sync = submitted(loaded(4, [there]), stroke, undefined, mayOverlap);
      return [...visibleDocument(sync).objects.values()].map(({ area }) => area);
    };
    expect(areas(true)).toEqual([3, 3]);
    expect(areas(false)).toEqual([0, 3]);
  });
});
