import { describe, expect, it } from 'vitest';
import { documentFromView } from '../store/document';
import { type EditorState, initialState } from '../store/editorState';
import { hover, select, toggleHidden } from '../store/viewReducers';
import { SceneCache } from './sceneCache';

const LABELS = new Map([[1, '#ff0000']]);

function stateWith(count: number): EditorState {
  const objects = Array.from({ length: count }, (_, n) => ({
    id: `object ${n}`,
    label: 1,
    rle: { size: [1, 1] as const, counts: '01' },
    bbox: [0, 0, 1, 1] as const,
    area: 1,
    z: n,
    quality: 0.9,
    source: 'click',
    locked: false,
    attributes: {},
    clicks: [{ id: `click ${n}`, x: n, y: 0, t: n }],
    strokes: [],
    boxes: [],
    shape: 'mask' as const,
    created_by: 7,
  }));
  const document = documentFromView({
    image: 'i',
    revision: 1,
    state: 'in_progress',
    can_undo: false,
    can_redo: false,
    model: null,
    objects,
    background: [{ id: 'background', x: 0, y: 0, t: 0 }],
    background_strokes: [],
  });
  const start = initialState();
  return { ...start, sync: { ...start.sync, document } };
}

describe('SceneCache', () => {
  it('leaves the masks alone while the pointer only moves over objects', () => {
    const cache = new SceneCache();
    const state = stateWith(3);
    expect(cache.update(state, LABELS)).toBe(true);
    const { masks, marks } = cache;
    expect(cache.update(hover(state, 'object 1'), LABELS)).toBe(false);
    expect(cache.masks).toBe(masks);
    expect(cache.marks).not.toBe(marks);
    expect(cache.marks.outlines.map(({ emphasis }) => emphasis)).toEqual(['none', 'hovered', 'none']);
  });

  it('keeps how masks look that an answer has not changed', () => {
    const cache = new SceneCache();
    const state = stateWith(3);
    cache.update(state, LABELS);
    const before = cache.masks;
    const document = state.sync.document as NonNullable<typeof state.sync.document>;
    const first = document.objects.get('object 0') as NonNullable<ReturnType<typeof document.objects.get>>;
    const objects = new Map(document.objects).set('object 0', {
      ...first,
      rle: { size: [1, 1], counts: '1' },
    });
    cache.update({ ...state, sync: { ...state.sync, document: { ...document, objects } } }, LABELS);
    const isKept = [...cache.masks].map(([id, mask]) => mask === before.get(id));
    expect(isKept).toEqual([false, true, true]);
  });

  it('takes dots and outline of a hidden object away, and its pixels', () => {
    const cache = new SceneCache();
    expect(cache.update(toggleHidden(stateWith(2), 'object 0'), LABELS)).toBe(true);
    expect(cache.masks.get('object 0')?.isHidden).toBe(true);
    expect(cache.marks.outlines).toHaveLength(1);
    expect(cache.marks.dots.map(({ x }) => x)).toEqual([1, 0]);
  });

  it('draws strokes as lines in the colour of their object, one of a single point as a dot', () => {
    const start = stateWith(2);
    const document = start.sync.document as NonNullable<typeof start.sync.document>;
    const objects = new Map(document.objects);
    const line = [
      [1, 1],
      [5, 5],
    ] as const;
    const first = objects.get('object 0') as NonNullable<ReturnType<typeof objects.get>>;
    objects.set('object 0', { ...first, clicks: [], strokes: [{ id: 's', points: line, t: 3 }] });
    const backgroundStrokes = [{ id: 'b', points: [[9, 9]] as const, t: 4 }];
    const cache = new SceneCache();
    const state = {
      ...start,
      sync: { ...start.sync, document: { ...document, objects, backgroundStrokes } },
    };
    cache.update(state, LABELS);
    const colour = cache.masks.get('object 0')?.colour;
    expect(cache.marks.lines).toEqual([{ points: line, colour, isPending: false, isEmphasised: false }]);
    expect(cache.marks.dots.map(({ x, colour }) => [x, colour === null])).toEqual([
      [1, false],
      [0, true],
      [9, true],
    ]);
    cache.update(toggleHidden(state, 'object 0'), LABELS);
    expect(cache.marks.lines).toEqual([]);
  });

  it('draws only the dots that matter when there are thousands', () => {
    const cache = new SceneCache();
    cache.update(select(stateWith(2000), 'object 7'), LABELS);
    expect(cache.marks.dots.map(({ x }) => x)).toEqual([7, 0]);
  });
});
