import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangedTiles, TILE } from './changedTiles';
import type { Rect } from './rect';

const [WIDTH, HEIGHT] = [5 * TILE + 7, 3 * TILE + 1];
const rect = fc.tuple(fc.nat(WIDTH), fc.nat(WIDTH), fc.nat(HEIGHT), fc.nat(HEIGHT)).map(([a, b, c, d]) => ({
  x0: Math.min(a, b),
  y0: Math.min(c, d),
  x1: Math.max(a, b),
  y1: Math.max(c, d),
}));

function pixelsOf(rects: readonly Rect[], step: number): Set<number> {
  const pixels = new Set<number>();
  for (const { x0, y0, x1, y1 } of rects) {
    for (let y = Math.floor(y0 / step); y < Math.ceil(y1 / step); y++)
      for (let x = Math.floor(x0 / step); x < Math.ceil(x1 / step); x++) pixels.add(y * WIDTH + x);
  }
  return pixels;
}

describe('ChangedTiles', () => {
  it('gives the tiles that something changed in, each once, and nothing outside of the image', () => {
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 4 }), (added) => {
        const changed = new ChangedTiles(WIDTH, HEIGHT);
        for (const each of added) changed.add(each);
        const taken = changed.take();
        const wanted = pixelsOf(
          added.filter(({ x0, y0, x1, y1 }) => x1 > x0 && y1 > y0),
          TILE,
        );
        expect(pixelsOf(taken, TILE)).toEqual(wanted);
        const area = taken.reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0) * (y1 - y0), 0);
        expect(area).toBe(pixelsOf(taken, 1).size);
        expect(taken.every(({ x1, y1 }) => x1 <= WIDTH && y1 <= HEIGHT)).toBe(true);
        expect(changed.take()).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
