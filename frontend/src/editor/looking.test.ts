import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CropXyxy } from '../canvas/crop';
import { createViewport, type Viewport } from '../canvas/viewport';
import type { EditorSession } from '../store/editorSession';
import { type EditorState, initialState } from '../store/editorState';
import { createStore } from '../store/store';
import { Looking, SETTLED_MS } from './looking';

const fitted = createViewport({ width: 4000, height: 3000 }, { width: 1000, height: 750 });
const close: Viewport = { ...fitted, scale: 2, offsetX: 500 - 4000, offsetY: 375 - 3000 };
const CROP: CropXyxy = [1664, 1248, 2336, 1760];

function desk(change: (state: EditorState) => EditorState = (state) => state) {
  const start = initialState();
  const store = createStore(change({ ...start, link: { ...start.link, canWrite: true } }));
  const told: CropXyxy[] = [];
  const session = { store, look: (crop: CropXyxy) => told.push(crop) } as unknown as EditorSession;
  const viewport = createStore<Viewport | null>(fitted);
  const looking = new Looking(session, viewport);
  return { looking, viewport, store, told, stop: looking.watch() };
}

describe('Looking', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows the crop of a zoomed view and tells the server once it has settled', () => {
    const { looking, viewport, told, stop } = desk();
    expect(looking.crop.get()).toBeNull();
    viewport.update(() => close);
    expect(looking.crop.get()).toEqual(CROP);
    vi.advanceTimersByTime(SETTLED_MS - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([CROP]);
    stop();
  });

  it('clicks in the crop that the server was told of', () => {
    const { looking, viewport, stop } = desk();
    viewport.update(() => close);
    vi.advanceTimersByTime(SETTLED_MS);
    viewport.update(() => ({ ...close, offsetX: close.offsetX - 60 }));
    expect(looking.at([[2030, 1500]])).toEqual(CROP);
    stop();
  });

  it('tells nothing of a place that was passed by', () => {
    const { viewport, told, stop } = desk();
    viewport.update(() => close);
    vi.advanceTimersByTime(SETTLED_MS / 2);
    viewport.update(() => fitted);
    vi.advanceTimersByTime(SETTLED_MS * 2);
    expect(told).toEqual([]);
    stop();
  });

  it('looks nowhere with a tool that asks no model, or for who may not click', () => {
    const brush = desk((state) => ({ ...state, view: { ...state.view, tool: 'brush' } }));
    brush.viewport.update(() => close);
    expect(brush.looking.crop.get()).toBeNull();
    brush.stop();
    const reader = desk((state) => ({ ...state, link: { ...state.link, canWrite: false } }));
    reader.viewport.update(() => close);
    expect(reader.looking.crop.get()).toBeNull();
    reader.stop();
  });
});
