import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMask } from '../protocol/rle';
import { ColumnSpans } from './columnSpans';

describe('ColumnSpans', () => {
  it('holds exactly what was added, in any order, cut to the image', () => {
    const stretch = fc.tuple(
      fc.integer({ min: -2, max: 8 }),
      fc.integer({ min: -4, max: 16 }),
      fc.integer({ min: -1, max: 9 }),
    );
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => {
        const [height, width] = [12, 6];
        const spans = new ColumnSpans([height, width]);
        const bits = new Uint8Array(height * width);
        for (const [x, start, length] of stretches) {
          spans.add(x, start, start + length);
          for (let y = Math.max(0, start); y < Math.min(height, start + length); y++)
            if (x >= 0 && x < width) bits[y * width + x] = 1;
        }
        expect(spans.toMask()).toEqual(encodeMask(bits, height, width));
        const visited = new Uint8Array(height * width);
        spans.forEach((x, yStart, yEnd) => {
          for (let y = yStart; y < yEnd; y++) visited[y * width + x] = (visited[y * width + x] as number) + 1;
        });
        expect(visited).toEqual(bits);
      }),
      { numRuns: 200 },
    );
  });
});
