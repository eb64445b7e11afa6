import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { bitAt, bitmapOf, bitmaps, mapped, rleOf } from './bitmaps';
import { contourLoops } from './contour';
import { cornerAt, handledLoops, withHandleMoved } from './handles';
import { outlineLoops } from './outline';
import { polygonMask } from './polygonMask';
import { emptyMask, subtract, union } from './rleAlgebra';
import { distanceToSegment } from './segmentFixture';

const points = fc.tuple(
  fc.double({ min: -6, max: 30, noNaN: true }),
  fc.double({ min: -6, max: 26, noNaN: true }),
);
const blank = { width: 40, height: 40, bits: new Uint8Array(1600) };
const disc = rleOf(mapped(blank, (x, y) => (x - 20) ** 2 + (y - 20) ** 2 <= 150));

const cornersOf = (loop: readonly number[]) =>
  Array.from({ length: loop.length / 2 }, (_, index) => cornerAt(loop, index));
const xor = (a: ReturnType<typeof rleOf>, b: ReturnType<typeof rleOf>) =>
  union(subtract(a, b), subtract(b, a));

describe('outlineLoops', () => {
  it('are the borders of the mask: filled by the even-odd rule they give it back', () => {
    fc.assert(
      fc.property(bitmaps, (bitmap) => {
        const rle = rleOf(bitmap);
        const filled = outlineLoops(rle).map((loop) => polygonMask(cornersOf(loop), rle.size));
        expect(filled.reduce(xor, emptyMask(rle.size))).toEqual(rle);
      }),
      { numRuns: 200 },
    );
  });

  it('are those that the screen shows', () => {
    fc.assert(
      fc.property(bitmaps, (bitmap) => {
        const rle = rleOf(bitmap);
        const length = (loops: readonly (readonly number[])[]) => loops.map((loop) => loop.length).sort();
        expect(length(outlineLoops(rle))).toEqual(length(contourLoops(rle, 1)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('handledLoops', () => {
  /** Some loops here have only two handles at first: the third must not take the outline out of its tolerance. */
  const dots = {
    width: 24,
    height: 2,
    bits: Uint8Array.from('010100010000010000001000010000000101110100000101', Number),
  };
  it('stays within the tolerance of the outline, with three handles or more', () => {
    fc.assert(
      fc.property(bitmaps, fc.double({ min: 0.8, max: 6, noNaN: true }), (bitmap, tolerance) => {
        for (const { loop, handles } of handledLoops(outlineLoops(rleOf(bitmap)), tolerance)) {
          expect(handles.length).toBeGreaterThanOrEqual(3);
          expect([...handles].sort((a, b) => a - b)).toEqual(handles);
          const corners = cornersOf(loop);
          for (const [place, from] of handles.entries()) {
            const to = handles[(place + 1) % handles.length] as number;
            for (let index = from; index !== to; index = (index + 1) % corners.length) {
              const [a, b] = [corners[from], corners[to]] as [never, never];
              expect(distanceToSegment(corners[index] as never, a, b)).toBeLessThanOrEqual(tolerance + 1e-9);
            }
          }
        }
      }),
      { numRuns: 150, examples: [[dots, 1.5]] },
    );
  });

  it('keeps a handle near the points that a person has placed', () => {
    const loops = outlineLoops(disc);
    const corner = cornerAt(loops[0] as never, 17);
    const [found] = handledLoops(loops, 3, [imagePoint(corner[0] + 0.4, corner[1] - 0.3)]);
    expect(found?.handles).toContain(17);
    const square = outlineLoops(rleOf(mapped(blank, (x, y) => x >= 5 && x < 35 && y >= 5 && y < 35)));
    const [edged] = handledLoops(square, 3, [imagePoint(20.2, 4.7)]);
    expect(edged?.handles.map((index) => cornerAt(edged.loop, index))).toContainEqual(imagePoint(20, 5));
    const [coarse, fine] = [handledLoops(loops, 4)[0], handledLoops(loops, 0.8)[0]];
    expect(coarse?.handles.length).toBeLessThan(fine?.handles.length as number);
  });
});

describe('withHandleMoved', () => {
  it('changes nothing when a handle stays, at a tolerance at which every corner is one', () => {
    fc.assert(
      fc.property(bitmaps, fc.nat(), (bitmap, pick) => {
        const rle = rleOf(bitmap);
        const loops = outlineLoops(rle).map((loop) => ({ loop, handles: cornersOf(loop).map((_, i) => i) }));
        const handled = loops[pick % Math.max(1, loops.length)];
        if (handled === undefined) return;
        const handle = pick % handled.handles.length;
        expect(withHandleMoved(rle, handled, handle, cornerAt(handled.loop, handle))).toEqual(rle);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves every pixel alone that lies in neither the old nor the new triangle, and fills the new outline', () => {
    fc.assert(
      fc.property(bitmaps, points, fc.nat(), fc.boolean(), (bitmap, [x, y], pick, isTaken) => {
        const rle = rleOf(bitmap);
        const loops = outlineLoops(rle);
        if (loops.length === 0) return;
        const all = handledLoops(loops, 1.2);
        const chosen = all[pick % all.length] as (typeof all)[number];
        const handle = pick % chosen.handles.length;
        const to = isTaken ? null : imagePoint(x, y);
        const result = withHandleMoved(rle, chosen, handle, to);
        // The whole outline, the chosen loop with its piece replaced, filled anew by the even-odd rule.
        const count = chosen.handles.length;
        const before = chosen.handles[(handle - 1 + count) % count] as number;
        const after = chosen.handles[(handle + 1) % count] as number;
        const corners = cornersOf(chosen.loop);
        const kept: ReturnType<typeof cornerAt>[] = [];
        for (let i = after; ; i = (i + 1) % corners.length) {
          kept.push(corners[i] as (typeof corners)[number]);
          if (i === before) break;
        }
        if (to !== null) kept.push(to);
        const others = loops.filter((loop) => loop !== chosen.loop).map(cornersOf);
        const wanted = [...others, kept].map((loop) => polygonMask(loop, rle.size)).reduce(xor);
        expect(result).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the far side of a disc bit by bit when a handle is pulled out', () => {
    const [found] = handledLoops(outlineLoops(disc), 1);
    const handles = found?.handles ?? [];
    const top = handles.findIndex((index) => cornerAt(found?.loop as never, index)[1] <= 9);
    const result = bitmapOf(withHandleMoved(disc, found as never, top, imagePoint(20, 0)));
    const old = bitmapOf(disc);
    for (let y = 20; y < 40; y++)
      for (let x = 0; x < 40; x++) expect(bitAt(result, x, y)).toBe(bitAt(old, x, y));
    expect(bitAt(result, 20, 3)).toBe(1);
  });
});
