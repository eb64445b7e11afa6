import { describe, expect, it } from 'vitest';
import { english } from '../i18n/english';
import type { ObjectView } from '../protocol/messages';
import { documentFromView } from '../store/document';
import { type EditorState, initialState, type LinkState, type ViewState } from '../store/editorState';
import { hintFor } from './hints';

const LABELS = [{ id: 3, name: 'Cat' }];
const YOU = { id: 7, name: 'Alice', color: '#e64980', channel: 'c' };

function object(id: string, locked: boolean): ObjectView {
  return {
    id,
    label: 3,
    rle: null,
    bbox: null,
    area: 0,
    z: 1,
    quality: null,
    source: 'click',
    locked,
    attributes: {},
    clicks: [],
    strokes: [],
    boxes: [],
    shape: 'mask' as const,
    created_by: 7,
  };
}

function state(view: Partial<ViewState>, link: Partial<LinkState> = {}): EditorState {
  const start = initialState({ activeLabel: 3, ...view });
  const document = documentFromView({
    image: 'i',
    revision: 1,
    state: 'new',
    can_undo: false,
    can_redo: false,
    model: null,
    objects: [object('free', false), object('locked', true)],
    background: [],
    background_strokes: [],
  });
  return {
    ...start,
    sync: { ...start.sync, document },
    link: { ...start.link, connection: 'open', you: YOU, canWrite: true, ...link },
  };
}

describe('hintFor', () => {
  it.each(['click', 'scribble', 'box', 'brush', 'polygon', 'lasso'] as const)(
    'says of the %s tool which label a new object will get',
    (tool) => {
      expect(hintFor(state({ tool }), false, LABELS, english)).toMatchObject({
        icon: 'add',
        text: expect.stringContaining('new Cat'),
      });
    },
  );

  it.each(['click', 'scribble', 'brush', 'eraser', 'polygon', 'lasso'] as const)(
    'says of the %s tool that the selected object is worked on, or locked',
    (tool) => {
      expect(hintFor(state({ tool, selection: 'free' }), false, LABELS, english)?.icon).toBe('refine');
      expect(hintFor(state({ tool, selection: 'locked' }), false, LABELS, english)?.icon).toBe('locked');
    },
  );

  it('lets boxes start new objects whatever is selected', () => {
    const hint = hintFor(state({ tool: 'box', selection: 'locked' }), false, LABELS, english);
    expect(hint).toMatchObject({ icon: 'add', text: expect.stringContaining('with Shift') });
  });

  it('says that nothing is kept once the image may not be opened any more', () => {
    const hint = hintFor(state({ tool: 'click' }, { connection: 'refused' }), false, LABELS, english);
    expect(hint).toEqual({ icon: 'locked', text: expect.stringContaining('no access') });
  });

  it('says how to end an outline that was begun', () => {
    expect(hintFor(state({ tool: 'polygon' }), true, LABELS, english)?.text).toContain('Backspace');
  });

  it.each(['scribble', 'polygon', 'lasso'] as const)(
    'says that the %s tool is switched to the opposite',
    (tool) => {
      const [adds, takes] = [false, true].map((isSubtracting) =>
        hintFor(state({ tool, isSubtracting }), false, LABELS, english),
      );
      expect(takes?.text).not.toBe(adds?.text);
    },
  );

  it('says only that nothing can be changed to whom may only look', () => {
    expect(hintFor(state({ tool: 'brush' }, { canWrite: false }), false, LABELS, english)?.icon).toBe('look');
  });
});
