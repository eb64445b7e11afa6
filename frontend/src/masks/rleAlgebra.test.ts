import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMask, encodeCounts, encodeMask, type Rle } from '../protocol/rle';
import {
  area,
  bbox,
  emptyMask,
  intersect,
  isEmptyMask,
  maskFromPatch,
  patchOf,
  RunWriter,
  subtract,
  union,
} from './rleAlgebra';

type Bits = number[];

interface Pair {
  readonly height: number;
  readonly width: number;
  readonly a: Bits;
  readonly b: Bits;
}

/** Noise, and blobs with long runs, that touch every border. */
const pairs: fc.Arbitrary<Pair> = fc
  .tuple(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 17 }))
  .chain(([height, width]) => {
    const noise = fc.array(fc.integer({ min: 0, max: 1 }), {
      minLength: height * width,
      maxLength: height * width,
    });
    const rectangle = fc
      .tuple(fc.nat(width - 1), fc.nat(height - 1), fc.nat(width), fc.nat(height))
      .map(([x0, y0, w, h]) =>
        Array.from({ length: height * width }, (_, index) => {
          const [x, y] = [index % width, Math.floor(index / width)];
          return Number(x >= x0 && x < x0 + w && y >= y0 && y < y0 + h);
        }),
      );
    const bits = fc.oneof(noise, rectangle);
    return fc.record({ height: fc.constant(height), width: fc.constant(width), a: bits, b: bits });
  });

/** The same operation on plain bitmaps, encoded by the encoder that is held to pycocotools. */
function expected({ height, width, a, b }: Pair, keep: (a: number, b: number) => boolean): Rle {
  return encodeMask(
    a.map((bit, index) => Number(keep(bit, b[index] as number))),
    height,
    width,
  );
}

function masksOf({ height, width, a, b }: Pair): [Rle, Rle] {
  return [encodeMask(a, height, width), encodeMask(b, height, width)];
}

describe('union, subtract, intersect', () => {
  it('are what they are on plain bitmaps, byte for byte', () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const [a, b] = masksOf(pair);
        expect(union(a, b)).toEqual(expected(pair, (p, q) => p === 1 || q === 1));
        expect(subtract(a, b)).toEqual(expected(pair, (p, q) => p === 1 && q === 0));
        expect(intersect(a, b)).toEqual(expected(pair, (p, q) => p === 1 && q === 1));
      }),
      { numRuns: 500 },
    );
  });

  it('read runs of length zero and a missing last run of ones, as other programs write them', () => {
    // zeros 2, ones 3, zeros 0, ones 1, zeros 3, ones 0: pixels 2..5 of 9
    const odd: Rle = { size: [3, 3], counts: encodeCounts([2, 3, 0, 1, 3, 0]) };
    const plain: Rle = { size: [3, 3], counts: encodeCounts([2, 4, 3]) };
    expect(union(odd, emptyMask([3, 3]))).toEqual(plain);
    expect(intersect(plain, odd)).toEqual(plain);
    expect(isEmptyMask(subtract(plain, odd))).toBe(true);
  });

  it('cost runs, not pixels: a hundred megapixels in no time', () => {
    const size = [10_000, 10_000] as const;
    const left = new RunWriter();
    left.add(0, 50_000_000);
    const middle = new RunWriter();
    middle.add(25_000_000, 75_000_000);
    const [a, b] = [left.finish(size), middle.finish(size)];
    expect(area(union(a, b))).toBe(75_000_000);
    expect(bbox(intersect(a, b))).toEqual({ x0: 2_500, y0: 0, x1: 5_000, y1: 10_000 });
  });

  it('refuse masks of different sizes', () => {
    expect(() => union(emptyMask([3, 4]), emptyMask([4, 3]))).toThrow('3 x 4 and 4 x 3');
  });
});

describe('area and bbox', () => {
  it('are what they are on plain bitmaps', () => {
    fc.assert(
      fc.property(pairs, ({ height, width, a }) => {
        const rle = encodeMask(a, height, width);
        const inside = a.flatMap((bit, index) => (bit === 1 ? [index] : []));
        const xs = inside.map((index) => index % width);
        const ys = inside.map((index) => Math.floor(index / width));
        expect(area(rle)).toBe(inside.length);
        expect(isEmptyMask(rle)).toBe(inside.length === 0);
        expect(bbox(rle)).toEqual(
          inside.length === 0
            ? null
            : { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs) + 1, y1: Math.max(...ys) + 1 },
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('patches', () => {
  const windows = pairs.chain((pair) =>
    fc
      .tuple(fc.nat(pair.width), fc.nat(pair.width), fc.nat(pair.height), fc.nat(pair.height))
      .map(([p, q, r, s]) => ({
        ...pair,
        rect: { x0: Math.min(p, q), x1: Math.max(p, q), y0: Math.min(r, s), y1: Math.max(r, s) },
      })),
  );

  it('are cut from a mask and put back, pixel for pixel', () => {
    fc.assert(
      fc.property(windows, ({ height, width, a, rect }) => {
        const patch = patchOf(encodeMask(a, height, width), rect);
        const inWindow = a.map((bit, index) => {
          const [x, y] = [index % width, Math.floor(index / width)];
          return Number(bit === 1 && x >= rect.x0 && x < rect.x1 && y >= rect.y0 && y < rect.y1);
        });
        expect(patch.bits.reduce((sum, bit) => sum + bit, 0)).toBe(
          inWindow.reduce((sum, bit) => sum + bit, 0),
        );
        const back = maskFromPatch([height, width], patch);
        expect([...decodeMask(back)]).toEqual(inWindow);
        expect(back).toEqual(encodeMask(inWindow, height, width));
      }),
      { numRuns: 500 },
    );
  });
});

describe('RunWriter', () => {
  it('refuses stretches that go back, and masks larger than the image', () => {
    const runs = new RunWriter();
    runs.add(4, 6);
    expect(() => runs.add(5, 7)).toThrow(RangeError);
    expect(() => runs.finish([2, 2])).toThrow('ends at pixel 6 of 2 x 2');
  });
});
