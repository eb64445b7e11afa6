import { describe, expect, it } from 'vitest';
import { english } from '../i18n/english';
import { maskFromPatch, subtract } from '../masks/rleAlgebra';
import type { Rle } from '../protocol/rle';
import { type EditorState, initialState } from '../store/editorState';
import { NO_TRIMS } from '../store/trims';
import { givenBack } from './protecting';

function square(x0: number, side: number): Rle {
  const rect = { x0, y0: 0, x1: x0 + side, y1: side };
  return maskFromPatch([8, 16], { rect, bits: new Uint8Array(side * side).fill(1) });
}

/** "new" was clicked, and took `taken` from "old", which had `before`. */
function trimmed(before: Rle, taken: Rle, own: Rle, locked = false): EditorState {
  const start = initialState();
  const object = { clicks: [], strokes: [], boxes: [], shape: 'mask' };
  const objects = new Map([
    ['old', { ...object, id: 'old', rle: subtract(before, taken), locked }],
    ['new', { ...object, id: 'new', rle: own, locked: false }],
  ]);
  const document = { objects, background: [], backgroundStrokes: [], revision: 1 } as never;
  const trim = { before, changed: taken, lost: 1, gained: 0 };
  const trims = { ...NO_TRIMS, about: ['new'], objects: new Map([['old', trim]]) };
  return { ...start, sync: { ...start.sync, document }, trims };
}

describe('protecting what was trimmed', () => {
  it('gives back the mask as it was', () => {
    const state = trimmed(square(0, 6), square(4, 2), square(4, 6));
    expect(givenBack(state, english)).toMatchObject({
      reason: 'give_back',
      objects: [{ object: 'old', rle: square(0, 6) }],
    });
  });

  it('leaves the hole where the new object would be gone', () => {
    const state = trimmed(square(0, 6), square(2, 2), square(2, 2));
    expect(givenBack(state, english)).toMatchObject({ objects: [] });
  });

  it('passes over an object that is locked by now', () => {
    const state = trimmed(square(0, 6), square(4, 2), square(4, 6), true);
    expect(givenBack(state, english)).toMatchObject({ objects: [] });
  });
});
