import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCounts, decodeMask, encodeCounts, encodeMask, forEachColumnRun, rleArea } from './rle';

const masks = fc
  .tuple(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 19 }))
  .chain(([height, width]) =>
    fc.record({
      height: fc.constant(height),
      width: fc.constant(width),
      mask: fc.array(fc.integer({ min: 0, max: 1 }), {
        minLength: height * width,
        maxLength: height * width,
      }),
    }),
  );

describe('rle', () => {
  it('decodes what it encodes, pixel for pixel', () => {
    fc.assert(
      fc.property(masks, ({ height, width, mask }) => {
        const rle = encodeMask(mask, height, width);
        expect([...decodeMask(rle)]).toEqual(mask);
        expect(rleArea(rle)).toBe(mask.reduce((sum, bit) => sum + bit, 0));
      }),
    );
  });

  it('round-trips run lengths up to a hundred megapixels', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 40 }), (runs) => {
        expect(decodeCounts(encodeCounts(runs))).toEqual(runs);
      }),
    );
  });

  it('agrees with pycocotools on a known mask', () => {
    // pycocotools.mask.encode of a 48 x 64 mask with rows 10-19, columns 20-29 set
    const mask = new Uint8Array(48 * 64);
    for (let y = 10; y < 20; y++) for (let x = 20; x < 30; x++) mask[y * 64 + x] = 1;
    expect(encodeMask(mask, 48, 64)).toEqual({ size: [48, 64], counts: 'Zn0:V100000000000000000fb1' });
  });

  it('visits each column run once, split at column ends', () => {
    const seen: number[][] = [];
    forEachColumnRun({ size: [3, 3], counts: encodeCounts([1, 4, 2, 2]) }, (...run) => seen.push(run));
    expect(seen).toEqual([
      [0, 1, 3],
      [1, 0, 2],
      [2, 1, 3],
    ]);
  });

  it.each(['\u007f', ' ', 'P'])('refuses the impossible string %j', (counts) => {
    expect(() => forEachColumnRun({ size: [2, 2], counts }, () => undefined)).toThrow(RangeError);
  });

  it('refuses runs that do not cover the image', () => {
    expect(() => forEachColumnRun({ size: [2, 2], counts: encodeCounts([5]) }, () => undefined)).toThrow(
      'cover 5 pixels',
    );
  });
});
