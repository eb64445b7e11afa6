import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMask } from '../protocol/rle';
import { contourLoops, contourLoopsIn, type Loop, smoothed } from './contour';
import { regionFrame } from './labelFrame';

/** Twice the signed area: positive for loops that run clockwise on the screen. */
function doubleArea(loop: Loop): number {
  let sum = 0;
  for (let index = 0; index < loop.length; index += 2) {
    const next = (index + 2) % loop.length;
    sum +=
      (loop[index] as number) * (loop[next + 1] as number) -
      (loop[next] as number) * (loop[index + 1] as number);
  }
  return sum;
}

describe('contourLoops', () => {
  it('walks round a rectangle once, by its corners', () => {
    const mask = new Uint8Array(48);
    for (const y of [2, 3]) mask.fill(1, y * 8 + 1, y * 8 + 6);
    const loops = contourLoops(encodeMask(mask, 6, 8), 1);
    expect(loops).toHaveLength(1);
    expect(loops[0]).toHaveLength(8);
    expect(doubleArea(loops[0] as Loop)).toBe(2 * 10);
  });

  it('encloses exactly the mask: outer areas less holes are its pixels', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 99, maxLength: 99 }), (mask) => {
        const loops = contourLoops(encodeMask(mask, 9, 11), 1);
        const enclosed = loops.reduce((sum, loop) => sum + doubleArea(loop) / 2, 0);
        expect(enclosed).toBe(mask.reduce((sum, bit) => sum + bit, 0));
      }),
    );
  });

  it('walks round what of a mask lies in a region, from the corner of the region', () => {
    const mask = new Uint8Array(48);
    for (const y of [2, 3]) mask.fill(1, y * 8 + 1, y * 8 + 6);
    const [loop] = contourLoopsIn(encodeMask(mask, 6, 8), regionFrame({ x0: 3, y0: 1, x1: 8, y1: 6 }));
    expect(doubleArea(loop as Loop)).toBe(2 * 3 * 2);
    expect(Math.min(...(loop as Loop))).toBe(0);
  });

  it('has no loop for an empty mask', () => {
    expect(contourLoops(encodeMask(new Uint8Array(12), 3, 4), 1)).toEqual([]);
  });
});

describe('smoothed', () => {
  it('stays within half a pixel of the exact loop', () => {
    const square = [0, 0, 4, 0, 4, 4, 0, 4];
    expect(smoothed(square)).toEqual([0.5, 0, 3.5, 0, 4, 0.5, 4, 3.5, 3.5, 4, 0.5, 4, 0, 3.5, 0, 0.5]);
  });
});
