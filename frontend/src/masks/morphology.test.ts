import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bitmap, bitAt, bitmapOf, bitmaps, mapped, rleOf } from './bitmaps';
import { grow, shrink, smooth } from './morphology';

const radii = fc.integer({ min: 1, max: 6 });

/** Values of the pixels of the image at most `radius` from (x, y). */
function around(bitmap: Bitmap, x: number, y: number, radius: number): number[] {
  const values: number[] = [];
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const [px, py] = [x + dx, y + dy];
      const isOutside = px < 0 || py < 0 || px >= bitmap.width || py >= bitmap.height;
      if (dx * dx + dy * dy <= radius * radius && !isOutside) values.push(bitAt(bitmap, px, py));
    }
  }
  return values;
}

function holds(
  act: (rle: ReturnType<typeof rleOf>, radius: number) => ReturnType<typeof rleOf>,
  expected: (values: number[], own: number) => boolean,
): void {
  fc.assert(
    fc.property(bitmaps, radii, (bitmap, radius) => {
      const wanted = mapped(bitmap, (x, y) => expected(around(bitmap, x, y, radius), bitAt(bitmap, x, y)));
      expect(act(rleOf(bitmap), radius)).toEqual(rleOf(wanted));
    }),
    { numRuns: 150 },
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('grow, shrink and smooth by a disc are what they are on plain bitmaps', () => {
  it('grow: some pixel of the disc is in the mask', () => {
    holds(grow, (values) => values.includes(1));
  });

  it('shrink: every pixel of the disc, as far as the image goes, is in the mask', () => {
    holds(shrink, (values) => !values.includes(0));
  });

  it('smooth: most pixels of the disc are in the mask; half of them leave it as it was', () => {
    holds(smooth, (values, own) =>
      2 * sum(values) === values.length ? own === 1 : 2 * sum(values) > values.length,
    );
  });
});

describe('smooth', () => {
  it('keeps a straight edge where it is and cuts a corner by less than a third of the radius', () => {
    const size = { width: 60, height: 60, bits: new Uint8Array(3600) };
    const square = mapped(size, (x, y) => x >= 10 && x < 50 && y >= 10 && y < 50);
    for (const radius of [2, 4, 6]) {
      const result = bitmapOf(smooth(rleOf(square), radius));
      for (let at = 10 + radius; at < 50 - radius; at++) {
        for (const [x, y] of [
          [at, 10],
          [10, at],
          [at, 49],
          [49, at],
        ] as const) {
          expect(bitAt(result, x, y)).toBe(1);
        }
        expect(bitAt(result, at, 9) + bitAt(result, 9, at)).toBe(0);
      }
      const inward = Math.ceil(radius / 3);
      expect(bitAt(result, 10 + inward, 10 + inward)).toBe(1);
    }
  });

  it('evens out a ragged edge', () => {
    const size = { width: 40, height: 30, bits: new Uint8Array(1200) };
    const ragged = mapped(size, (x, y) => y >= 10 + ((x * 7) % 5));
    const result = bitmapOf(smooth(rleOf(ragged), 3));
    const tops = Array.from({ length: 40 }, (_, x) =>
      Array.from({ length: 30 }, (_, y) => y).find((y) => bitAt(result, x, y) === 1),
    );
    expect(new Set(tops).size).toBeLessThanOrEqual(2);
  });
});
