/** The selection is a set with a foremost object. */
import { describe, expect, it } from 'vitest';
import type { DocumentView } from '../protocol/messages';
import { encodeMask } from '../protocol/rle';
import { reshape } from './actions/reshape';
import { type EditorState, initialState } from './editorState';
import { documentFetched } from './reconcile';
import * as view from './viewReducers';
import { shownDocument, visibleDocument } from './visibleDocument';

const square = (x0: number) =>
  encodeMask(
    Array.from({ length: 200 }, (_, index) => Number(index % 20 >= x0 && index % 20 < x0 + 4)),
    10,
    20,
  );

function opened(...ids: string[]): EditorState {
  const objects = ids.map((id, index) => ({
    id,
    label: 3,
    rle: square(5 * index),
    bbox: [5 * index, 0, 4, 10] as const,
    area: 40,
    z: index,
    quality: 0.9,
    source: 'click',
    locked: false,
    attributes: {},
    clicks: [],
    strokes: [],
    boxes: [],
    shape: 'mask' as const,
    created_by: 1,
    model: null,
  }));
  const document: DocumentView = {
    image: 'i',
    revision: 4,
    state: 'in_progress',
    can_undo: true,
    can_redo: false,
    model: null,
    objects,
    background: [],
    background_strokes: [],
  };
  const state = initialState();
  return { ...state, sync: documentFetched(state.sync, document).sync };
}

describe('selection', () => {
  it('takes objects in and out, and another one comes foremost when the first goes', () => {
    let state = view.select(opened('a', 'b', 'c'), 'a');
    state = view.toggleSelected(view.toggleSelected(state, 'b'), 'c');
    expect(view.selectedIds(state.view)).toEqual(['a', 'b', 'c']);
    state = view.toggleSelected(state, 'a');
    expect(view.selectedIds(state.view)).toEqual(['b', 'c']);
    expect(view.selectedIds(view.select(state, 'c').view)).toEqual(['c']);
    expect(view.selectedIds(view.toggleSelected(view.select(state, 'c'), 'c').view)).toEqual([]);
  });

  it('forgets objects that are gone', () => {
    const state = view.selectTogether(opened('a', 'b'), ['gone', 'a', 'b']);
    expect(view.selectedIds(view.forgetGoneObjects(state).view)).toEqual(['a', 'b']);
  });
});

describe('reshape', () => {
  it('shows its result at once, ahead of the answer, and selects what it says', () => {
    const before = view.selectTogether(opened('a', 'b'), ['a', 'b']);
    const change = {
      objects: [{ object: 'a', rle: square(7) }],
      removed: ['b'],
      reason: 'merge',
      selected: ['a'],
      operationId: 'op',
    } as const;
    const { state, operation } = reshape(before, change);
    const { objects } = visibleDocument(state.sync);
    expect([...objects.keys()]).toEqual(['a']);
    expect(objects.get('a')).toMatchObject({ area: 40, bbox: [7, 0, 4, 10], quality: null, model: null });
    expect(view.selectedIds(state.view)).toEqual(['a']);
    expect(operation).toEqual({
      op: 'reshape',
      id: 'op',
      objects: change.objects,
      removed: ['b'],
      reason: 'merge',
    });
  });

  it('is shown while it is tried out, and is no part of the document', () => {
    const state = opened('a', 'b');
    const preview = {
      op: 'reshape',
      id: '',
      objects: [{ object: 'a', rle: square(6) }],
      removed: [],
      reason: 'grow',
    } as const;
    const tried = view.setPreview(state, preview);
    expect(shownDocument(tried).objects.get('a')?.rle).toBe(preview.objects[0].rle);
    expect(shownDocument(tried).objects.get('b')?.area).toBe(0 + 10);
    expect(shownDocument(tried)).toBe(shownDocument(tried));
    expect(visibleDocument(tried.sync).objects.get('a')?.rle).toEqual(square(0));
    expect(shownDocument(view.select(tried, 'a')).objects.get('a')?.rle).toEqual(square(0));
  });
});
