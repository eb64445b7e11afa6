import { describe, expect, it } from 'vitest';
import { maskFromPatch } from '../masks/rleAlgebra';
import type { ClientOperation, DocumentView, MasksMessage, ObjectView } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import { type EditorState, initialState } from './editorState';
import { acknowledged, type DocumentMessage, documentFetched, received, submitted } from './reconcile';
import { messageApplied, operationDone } from './trims';
import { select } from './viewReducers';

const [SHIRT, BUTTON, DOG] = ['shirt', 'button', 'dog'] as const;

/** A mask of an image of 20 x 20 pixels. */
function square(x0: number, y0: number, side: number): Rle {
  const rect = { x0, y0, x1: x0 + side, y1: y0 + side };
  return maskFromPatch([20, 20], { rect, bits: new Uint8Array(side * side).fill(1) });
}

function view(id: string, rle: Rle | null): ObjectView {
  return {
    id,
    label: null,
    shape: 'mask',
    rle,
    bbox: [0, 0, 20, 20],
    area: 1,
    z: 1,
    quality: null,
    source: 'click',
    locked: false,
    attributes: {},
    clicks: [],
    strokes: [],
    boxes: [],
    created_by: 1,
  };
}

const DOCUMENT: DocumentView = {
  image: 'image',
  revision: 1,
  state: 'new',
  can_undo: false,
  can_redo: false,
  model: null,
  objects: [view(SHIRT, square(0, 0, 10)), view(DOG, square(10, 10, 10)), view(BUTTON, null)],
  background: [],
  background_strokes: [],
};

const opened = (): EditorState => {
  const start = initialState();
  return { ...start, sync: documentFetched(start.sync, DOCUMENT).sync };
};

const click = (id: string, object: string | null, x = 1, y = 1): ClientOperation => ({
  op: 'click',
  id,
  object,
  x,
  y,
});

/** The person's `operation`, acknowledged and told to everybody with revision `revision`. */
function done(state: EditorState, operation: ClientOperation, revision: number): EditorState {
  const sent = operationDone({ ...state, sync: submitted(state.sync, operation) }, operation);
  const ack = { op: 'ack', id: operation.id, revision, repeated: false } as const;
  const changed = { op: 'changed', since: revision - 1, revision, by: null, id: operation.id } as const;
  return heard(
    { ...sent, sync: acknowledged(sent.sync, ack) },
    { ...changed, kind: operation.op, objects: [], removed: [] },
  );
}

function heard(state: EditorState, message: DocumentMessage): EditorState {
  return messageApplied(state, { ...state, sync: received(state.sync, message).sync }, message);
}

function answer(revision: number, answers: number[], masks: Record<string, Rle>): MasksMessage {
  const objects = Object.entries(masks).map(([id, rle]) => ({ ...view(id, rle), rle }));
  return { op: 'masks', since: revision - 1, revision, objects, removed: [], answers, timing: {} };
}

const less = square(0, 0, 9);

describe('what the own work changed of others', () => {
  it('is noted with the pixels that each lost, but not of the object that was clicked', () => {
    const clicked = done(opened(), click('a', BUTTON), 2);
    const { trims } = heard(clicked, answer(3, [2], { [SHIRT]: less, [BUTTON]: square(9, 9, 1) }));
    expect([...trims.objects.keys()]).toEqual([SHIRT]);
    expect(trims.objects.get(SHIRT)).toMatchObject({ lost: 19, gained: 0, before: square(0, 0, 10) });
    expect(trims.latest).toEqual([SHIRT]);
  });

  it('is counted from the first click on an object, however many follow', () => {
    const once = heard(done(opened(), click('a', BUTTON), 2), answer(3, [2], { [SHIRT]: less }));
    const twice = heard(
      done(once, click('b', BUTTON), 4),
      answer(5, [4], { [SHIRT]: square(0, 0, 8), [DOG]: square(10, 10, 9) }),
    );
    expect(twice.trims.objects.get(SHIRT)?.lost).toBe(36);
    expect(twice.trims.objects.get(DOG)?.lost).toBe(19);
    const mended = heard(done(twice, click('c', BUTTON), 6), answer(7, [6], { [SHIRT]: square(0, 0, 10) }));
    expect([...mended.trims.objects.keys()]).toEqual([DOG]);
  });

  it('ends with the next object', () => {
    const trimmed = heard(done(opened(), click('a', BUTTON), 2), answer(3, [2], { [SHIRT]: less }));
    expect(operationDone(trimmed, click('b', DOG)).trims.objects.size).toBe(0);
  });

  it('ends when another object is selected, but not with a look at one that was trimmed', () => {
    const trimmed = heard(done(opened(), click('a', BUTTON), 2), answer(3, [2], { [SHIRT]: less }));
    const finished = select(select(trimmed, BUTTON), null);
    expect(finished.trims.objects.size).toBe(1);
    expect(select(finished, SHIRT).trims.objects.size).toBe(1);
    expect(select(finished, DOG).trims.objects.size).toBe(0);
  });

  it('is not shown of an answer that comes once another object is selected', () => {
    const masks = answer(3, [2], { [SHIRT]: less });
    const left = select(select(done(opened(), click('a', BUTTON), 2), BUTTON), DOG);
    expect(heard(left, masks).trims.objects.size).toBe(0);
    expect(heard(left, masks).trims.awaited.size).toBe(0);
    const stayed = select(done(opened(), click('a', BUTTON), 2), BUTTON);
    expect([...heard(stayed, masks).trims.objects.keys()]).toEqual([SHIRT]);
    const again = heard(done(left, click('b', DOG), 3), answer(4, [2, 3], { [SHIRT]: less }));
    expect([...again.trims.objects.keys()]).toEqual([SHIRT]);
  });

  it('is not shown either where the server had not told of the click by then, but of a click that selects it is', () => {
    const told = (state: EditorState): EditorState => {
      const changed = { op: 'changed', since: 1, revision: 2, by: null, id: 'a', kind: 'click' } as const;
      const known = heard(state, { ...changed, objects: [], removed: [] });
      return heard(known, answer(3, [2], { [SHIRT]: less }));
    };
    const operation = click('a', BUTTON);
    const sent = { ...opened(), sync: submitted(opened().sync, operation) };
    const clicked = operationDone(select(sent, BUTTON), operation);
    expect([...told(clicked).trims.objects.keys()]).toEqual([SHIRT]);
    expect(told(select(clicked, DOG)).trims.objects.size).toBe(0);
  });

  it('is not what another person did', () => {
    const foreign = heard(opened(), answer(2, [1], { [SHIRT]: less }));
    expect(foreign.trims.objects.size).toBe(0);
  });

  it('forgets an object that somebody else has changed since: giving back would undo that', () => {
    const trimmed = heard(done(opened(), click('a', BUTTON), 2), answer(3, [2], { [SHIRT]: less }));
    const changed = heard(trimmed, answer(4, [99], { [SHIRT]: square(0, 0, 7) }));
    expect(changed.trims.objects.size).toBe(0);
  });

  it('leaves out changes that nobody sees', () => {
    const dog = square(10, 10, 10);
    const big = heard(opened(), answer(2, [], { [SHIRT]: square(0, 0, 20) }));
    const barely = maskFromPatch([20, 20], {
      rect: { x0: 0, y0: 0, x1: 20, y1: 20 },
      bits: new Uint8Array(400).fill(1, 1),
    });
    const clicked = heard(done(big, click('a', DOG), 3), answer(4, [3], { [SHIRT]: barely, [DOG]: dog }));
    expect(clicked.trims.objects.size).toBe(0);
  });

  it('leaves out a handful of pixels, unless the mask has hardly more', () => {
    const lacking = (count: number): Rle =>
      maskFromPatch([20, 20], {
        rect: { x0: 0, y0: 0, x1: 10, y1: 10 },
        bits: new Uint8Array(100).fill(1, count),
      });
    const withShirt = (rle: Rle): EditorState =>
      heard(done(opened(), click('a', DOG), 2), answer(3, [2], { [SHIRT]: rle, [DOG]: square(10, 10, 10) }));
    expect(withShirt(lacking(4)).trims.objects.size).toBe(0);
    expect(withShirt(lacking(5)).trims.objects.get(SHIRT)?.lost).toBe(5);
  });

  it('of a click on the background leaves out what lies under it', () => {
    const clicked = done(opened(), click('a', null, 9.5, 9.5), 2);
    const { trims } = heard(clicked, answer(3, [2], { [SHIRT]: less, [DOG]: square(10, 10, 9) }));
    expect([...trims.objects.keys()]).toEqual([DOG]);
  });

  it('knows whose click was answered when another object has been clicked meanwhile', () => {
    const both = done(done(opened(), click('a', DOG), 2), click('b', BUTTON), 3);
    const { trims } = heard(both, answer(4, [2, 3], { [DOG]: square(10, 10, 8), [SHIRT]: less }));
    expect([...trims.objects.keys()]).toEqual([SHIRT]);
  });

  it('is over for an object that is locked', () => {
    const trimmed = heard(done(opened(), click('a', BUTTON), 2), answer(3, [2], { [SHIRT]: less }));
    const locking = { op: 'set', id: 'b', object: SHIRT, locked: true } as const;
    expect(operationDone(trimmed, locking).trims.objects.size).toBe(0);
  });

  it('does not take what an undo, a redo or going back changes for a trim of others', () => {
    for (const op of ['undo', 'redo'] as const) {
      const sent = operationDone(
        { ...opened(), sync: submitted(opened().sync, { op, id: 'own' }) },
        { op, id: 'own' },
      );
      const changed = { op: 'changed', since: 1, revision: 2, by: null, id: 'own', kind: op } as const;
      const told = heard(sent, { ...changed, objects: [view(SHIRT, square(0, 0, 5))], removed: [] });
      expect(told.trims.objects.size).toBe(0);
    }
  });

  it('forgets a trimmed object that somebody else deletes', () => {
    const trimmed = heard(
      done(opened(), click('a', BUTTON), 2),
      answer(3, [2], { [SHIRT]: square(0, 0, 5) }),
    );
    expect([...trimmed.trims.objects.keys()]).toEqual([SHIRT]);
    const deleted = { op: 'changed', since: 3, revision: 4, by: null, id: 'theirs', kind: 'delete' } as const;
    const told = heard(trimmed, { ...deleted, objects: [], removed: [SHIRT] });
    expect(told.trims.objects.size).toBe(0);
  });
});
