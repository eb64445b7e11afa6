import { describe, expect, it } from 'vitest';
import { type EditorState, initialState } from './editorState';
import { hiddenObjects } from './hiddenObjects';
import { select, setOpacity, setSolo, toggleHidden, toggleSelected } from './viewReducers';

function opened(...ids: string[]): EditorState {
  const start = initialState();
  const objects = new Map(ids.map((id) => [id, { id, clicks: [], strokes: [], boxes: [] }]));
  const document = { revision: 1, objects, background: [], backgroundStrokes: [] };
  return { ...start, sync: { ...start.sync, document: document as never } };
}

describe('what the canvas does not show', () => {
  const solo = setSolo(opened('a', 'b', 'c'), true);

  it('is what was hidden, without solo or a selection', () => {
    expect([...hiddenObjects(toggleHidden(opened('a', 'b'), 'b'))]).toEqual(['b']);
    expect([...hiddenObjects(solo)]).toEqual([]);
  });

  it('is in solo all but the selected objects', () => {
    expect([...hiddenObjects(select(solo, 'a'))]).toEqual(['b', 'c']);
    expect([...hiddenObjects(toggleSelected(select(solo, 'a'), 'c'))]).toEqual(['b']);
    expect([...hiddenObjects(toggleHidden(select(solo, 'a'), 'a'))].sort()).toEqual(['a', 'b', 'c']);
  });

  it('is the same set until one of its reasons changes, so that nothing is drawn again', () => {
    const one = select(solo, 'a');
    expect(hiddenObjects(setOpacity(one, 0.3))).toBe(hiddenObjects(one));
    expect(hiddenObjects(select(one, 'b'))).not.toBe(hiddenObjects(one));
  });
});
