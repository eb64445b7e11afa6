import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterCanvas, canvasFirst } from './canvasFirst';
import { createStore, type Store } from './store';

let frames: (() => void)[] = [];
const page = { hidden: false };

/** Draw a frame, and let the tasks after it run. */
function drawFrame(): void {
  const due = frames;
  frames = [];
  for (const frame of due) frame();
  vi.runAllTimers();
}

function told(store: Store<number>): number[] {
  const heard: number[] = [];
  afterCanvas(store)(() => heard.push(store.get()));
  return heard;
}

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  page.hidden = false;
  vi.stubGlobal('document', page);
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('canvasFirst', () => {
  it('tells of other changes at once', () => {
    const store = createStore(0);
    const heard = told(store);
    store.update(() => 1);
    expect(heard).toEqual([1]);
    expect(frames).toEqual([]);
  });

  it('tells of several changes once, after the next frame', () => {
    const store = createStore(0);
    const heard = told(store);
    canvasFirst(() => {
      store.update(() => 1);
      store.update(() => 2);
    });
    expect(heard).toEqual([]);
    drawFrame();
    expect(heard).toEqual([2]);
  });

  it('tells of all that waits together with what may not wait', () => {
    const store = createStore(0);
    const heard = told(store);
    canvasFirst(() => store.update(() => 1));
    store.update((value) => value + 1);
    expect(heard).toEqual([2]);
  });

  it('waits for no frame of a page out of sight', () => {
    page.hidden = true;
    const store = createStore(0);
    const heard = told(store);
    canvasFirst(() => store.update(() => 1));
    expect(heard).toEqual([1]);
  });

  it('ends with what it was called for, also when that fails', () => {
    const store = createStore(0);
    const heard = told(store);
    expect(() =>
      canvasFirst(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    store.update(() => 1);
    expect(heard).toEqual([1]);
  });

  it('gives the same function for the same store, and forgets who left', () => {
    const store = createStore(0);
    expect(afterCanvas(store)).toBe(afterCanvas(store));
    const listener = vi.fn();
    afterCanvas(store)(listener)();
    store.update(() => 1);
    expect(listener).not.toHaveBeenCalled();
  });
});
