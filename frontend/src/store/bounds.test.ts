/** Bounding boxes as objects of their own, ahead of the server's answer. */
import { describe, expect, it } from 'vitest';
import { boundsAt } from '../editor/boundsAt';
import { encodeMask } from '../protocol/rle';
import { reshape } from './actions/reshape';
import { setBounds } from './actions/setBounds';
import { type EditorState, initialState } from './editorState';
import { boundsOf, visibleDocument } from './visibleDocument';

function draw(state: EditorState, id: string, box: readonly [number, number, number, number], isNew = true) {
  const drawn = { box, object: isNew ? null : id, operationId: `op-${id}-${box.join()}`, newObjectId: id };
  return setBounds(state, drawn);
}

describe('bounding boxes', () => {
  it('show at once, with the active label, and are selected', () => {
    const start = initialState({ activeLabel: 5 });
    const { state, operation } = draw(start, 'a', [10, 20, 40, 60]);
    expect(operation).toEqual({
      op: 'bounds',
      id: 'op-a-10,20,40,60',
      object: 'a',
      label: 5,
      box: [10, 20, 40, 60],
    });
    const object = visibleDocument(state.sync).objects.get('a');
    expect(object).toMatchObject({
      shape: 'box',
      bbox: [10, 20, 30, 40],
      rle: null,
      label: 5,
      source: 'box',
    });
    expect(object && boundsOf(object)).toEqual([10, 20, 40, 60]);
    expect(state.view.selection).toBe('a');
  });

  it('move without a label of their own, and end where something makes a mask of them', () => {
    const made = draw(initialState(), 'a', [10, 20, 40, 60]).state;
    const { state, operation } = draw(made, 'a', [0, 0, 5, 5], false);
    expect('label' in operation).toBe(false);
    expect(visibleDocument(state.sync).objects.get('a')?.bbox).toEqual([0, 0, 5, 5]);
    const rle = encodeMask([1, 0, 0, 0], 2, 2);
    const change = { objects: [{ object: 'a', rle }], removed: [], reason: 'grow', selected: ['a'] } as const;
    const masked = reshape(state, { ...change, operationId: 'op' }).state;
    expect(visibleDocument(masked.sync).objects.get('a')).toMatchObject({
      shape: 'mask',
      bbox: [0, 0, 1, 1],
    });
  });

  it('are found under the pointer, the smallest first, but not when they are hidden', () => {
    let state = draw(initialState(), 'large', [0, 0, 50, 50]).state;
    state = draw(state, 'small', [10, 10, 20, 20]).state;
    const document = visibleDocument(state.sync);
    expect(boundsAt(document, new Set(), 15, 15)).toBe('small');
    expect(boundsAt(document, new Set(['small']), 15, 15)).toBe('large');
    expect(boundsAt(document, new Set(), 30, 30)).toBe('large');
    expect(boundsAt(document, new Set(), 50, 30)).toBeNull();
  });
});
