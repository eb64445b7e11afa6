import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { english } from '../i18n/english';
import type { ObjectView } from '../protocol/messages';
import { documentFromView } from '../store/document';
import { type EditorState, initialState } from '../store/editorState';
import { hover, select, stopAt, toggleHidden } from '../store/viewReducers';
import { announcement, placeAnnouncement } from './announcement';

const LABELS = [
  { id: 3, name: 'cat' },
  { id: 4, name: 'dog' },
];
const AREA = 1000;
const RLE = { size: [20, 50], counts: 'a' } as const;

function object(id: string, more: Partial<ObjectView> = {}): ObjectView {
  return {
    id,
    label: 3,
    rle: RLE,
    bbox: null,
    area: 120,
    z: 1,
    quality: null,
    source: 'click',
    locked: false,
    attributes: {},
    clicks: [],
    strokes: [],
    boxes: [],
    shape: 'mask',
    created_by: 7,
    ...more,
  };
}

function state(...objects: ObjectView[]): EditorState {
  const document = documentFromView({
    image: 'i',
    revision: 1,
    state: 'new',
    can_undo: false,
    can_redo: false,
    model: null,
    objects,
    background: [],
    background_strokes: [],
  });
  const start = initialState();
  return { ...start, sync: { ...start.sync, document } };
}

const said = (before: EditorState, now: EditorState): string | null =>
  announcement(before, now, LABELS, AREA, english);

describe('what is said of a change', () => {
  const one = state(object('a'));

  it.each([
    [
      'a new object without a mask yet',
      state(object('a'), object('b', { rle: null })),
      'cat 2: added, the mask follows',
    ],
    [
      'a new mask',
      state(object('a', { rle: { ...RLE, counts: 'b' }, area: 90 })),
      'cat 1: mask, 9.0 % of the image',
    ],
    ['another label', state(object('a', { label: 4 })), 'dog 1: now dog'],
    ['a lock', state(object('a', { locked: true })), 'cat 1: locked'],
    ['an object that is gone', state(), 'cat 1: deleted'],
    ['a selection', select(one, 'a'), 'cat 1 selected'],
    ['what is hidden', toggleHidden(one, 'a'), 'cat 1: hidden'],
    ['nothing', { ...one, view: { ...one.view, opacity: 0.2 } }, null],
  ])('names %s', (_, now, words) => {
    expect(said(one, now)).toBe(words);
  });

  it('names every object that one click has changed, and counts them when they are many', () => {
    const changed = (id: string): ObjectView => object(id, { rle: { ...RLE, counts: `${id}2` } });
    const ids = ['a', 'b', 'c', 'd'];
    const few = [state(object('a'), object('b')), state(changed('a'), changed('b'))] as const;
    expect(said(...few)).toBe('cat 1: mask, 12 % of the image · cat 2: mask, 12 % of the image');
    expect(said(state(...ids.map((id) => object(id))), state(...ids.map(changed)))).toBe('4 objects changed');
  });

  it('says where the model is least sure, in place of what is selected', () => {
    const before = state(object('a'), object('b', { label: 4 }));
    const stop = { object: 'b', place: { x: 1, y: 2, margin: 0 }, at: 1, of: 2, seen: new Set(['b']) };
    expect(said(before, stopAt(before, stop))).toBe('1 of 2: the model is least sure here, object dog 2');
  });

  it('says nothing when the document comes for the first time', () => {
    expect(said(initialState(), one)).toBeNull();
  });

  it('says where the crosshair is, and over what', () => {
    expect(placeAnnouncement(imagePoint(12.5, 7.5), one, LABELS, english)).toBe('12, 7');
    expect(placeAnnouncement(imagePoint(12.5, 7.5), hover(one, 'a'), LABELS, english)).toBe('12, 7: cat 1');
  });
});
