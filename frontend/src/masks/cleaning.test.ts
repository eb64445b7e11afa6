import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bitmap, bitmaps, flooded, mapped, rleOf } from './bitmaps';
import { fillHoles, keepLargestPart, removeSpecks, separateParts } from './cleaning';
import { area, emptyMask, union } from './rleAlgebra';

const limits = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(Number.POSITIVE_INFINITY));

function sizes(parts: Int32Array): Map<number, number> {
  const found = new Map<number, number>();
  for (const part of parts) if (part > 0) found.set(part, (found.get(part) ?? 0) + 1);
  return found;
}

/** Background parts that do not reach the border of the image and are smaller than the limit become mask. */
function filled(bitmap: Bitmap, below: number): Bitmap {
  const { width, height } = bitmap;
  const parts = flooded(bitmap, 0, false);
  const open = new Set<number>();
  mapped(bitmap, (x, y) => {
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) open.add(parts[y * width + x] as number);
    return false;
  });
  const areas = sizes(parts);
  return mapped(bitmap, (x, y) => {
    const part = parts[y * width + x] as number;
    return part === 0 || (!open.has(part) && (areas.get(part) as number) < below);
  });
}

describe('fillHoles', () => {
  it('fills what the mask surrounds, up to a size, like a flood from the border', () => {
    fc.assert(
      fc.property(bitmaps, limits, (bitmap, below) => {
        expect(fillHoles(rleOf(bitmap), below)).toEqual(rleOf(filled(bitmap, below)));
      }),
      { numRuns: 200 },
    );
  });

  it('returns the same mask when there is nothing to fill', () => {
    const rle = rleOf(mapped({ width: 9, height: 7, bits: new Uint8Array(63) }, (x) => x > 2));
    expect(fillHoles(rle)).toBe(rle);
    expect(fillHoles(emptyMask([7, 9]))).toEqual(emptyMask([7, 9]));
  });
});

describe('removeSpecks', () => {
  it('removes the parts smaller than a size; pixels that touch at a corner are one part', () => {
    fc.assert(
      fc.property(bitmaps, fc.integer({ min: 1, max: 60 }), (bitmap, below) => {
        const parts = flooded(bitmap, 1, true);
        const areas = sizes(parts);
        const kept = mapped(bitmap, (x, y) => {
          const part = parts[y * bitmap.width + x] as number;
          return part > 0 && (areas.get(part) as number) >= below;
        });
        expect(removeSpecks(rleOf(bitmap), below)).toEqual(rleOf(kept));
      }),
      { numRuns: 200 },
    );
  });
});

describe('separateParts', () => {
  it('gives each part once, the largest first, and nothing else', () => {
    fc.assert(
      fc.property(bitmaps, (bitmap) => {
        const rle = rleOf(bitmap);
        const parts = separateParts(rle, 1000);
        const areas = parts.map(area);
        expect(areas).toEqual([...sizes(flooded(bitmap, 1, true)).values()].sort((a, b) => b - a));
        expect(parts.reduce(union, emptyMask(rle.size))).toEqual(rle);
        if (parts.length > 0) expect(area(keepLargestPart(rle))).toBe(areas[0]);
        expect(separateParts(rle, 2)).toEqual(parts.slice(0, 2));
      }),
      { numRuns: 150 },
    );
  });
});
