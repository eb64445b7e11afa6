import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { brushTip, MAX_BRUSH, MIN_BRUSH, steppedSize, sweepTip, tipPlace } from './brushTip';

/** Rows of text, '#' where the tip is. */
function drawn(size: number): string[] {
  const tip = brushTip(size);
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) =>
      row >= (tip.starts[column] as number) && row < (tip.ends[column] as number) ? '#' : '.',
    ).join(''),
  );
}

describe('brushTip', () => {
  it.each([
    [1, ['#']],
    [2, ['##', '##']],
    [3, ['.#.', '###', '.#.']],
    [4, ['.##.', '####', '####', '.##.']],
    [5, ['.###.', '#####', '#####', '#####', '.###.']],
    [6, ['.####.', '######', '######', '######', '######', '.####.']],
    [7, ['..###..', '.#####.', '#######', '#######', '#######', '.#####.', '..###..']],
  ])('of size %i has the shape that people expect', (size, shape) => {
    expect(drawn(size)).toEqual(shape);
  });

  it('is as large as its disc and looks the same from all four sides', () => {
    for (const size of [8, 9, 16, 31, 64]) {
      const shape = drawn(size);
      const area = shape.join('').split('#').length - 1;
      expect(Math.abs(area / (Math.PI * (size / 2) ** 2) - 1)).toBeLessThan(0.06);
      expect([...shape].reverse()).toEqual(shape);
      expect(shape.map((_, column) => shape.map((row) => row[column]).join(''))).toEqual(shape);
    }
  });
});

describe('tipPlace', () => {
  it('puts one pixel where the pointer is', () => {
    expect(tipPlace(imagePoint(7.0, 3.99), 1)).toEqual([7, 3]);
    expect(tipPlace(imagePoint(7.99, 4.0), 1)).toEqual([7, 4]);
  });

  it('puts odd sizes around the pixel under the pointer, even ones around the nearest corner', () => {
    expect(tipPlace(imagePoint(7.9, 3.1), 3)).toEqual([6, 2]);
    expect(tipPlace(imagePoint(7.9, 3.1), 2)).toEqual([7, 2]);
    expect(tipPlace(imagePoint(7.4, 3.6), 4)).toEqual([5, 2]);
  });
});

describe('sweepTip', () => {
  const places = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }));

  it('covers what a tip moved by single pixels covers: no more, no less, no gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), places, places, (size, from, to) => {
        const tip = brushTip(size);
        const swept = new Set<string>();
        sweepTip(tip, from, to, (x, yStart, yEnd) => {
          for (let y = yStart; y < yEnd; y++) swept.add(`${x} ${y}`);
        });
        const stamped = new Set<string>();
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const steps = Math.max(Math.abs(dx), Math.abs(dy), 1);
        for (let step = 0; step <= steps; step++) {
          const [x, y] = [Math.round((dx * step) / steps), Math.round((dy * step) / steps)];
          for (let column = 0; column < size; column++)
            for (let row = tip.starts[column] as number; row < (tip.ends[column] as number); row++)
              stamped.add(`${from[0] + x + column} ${from[1] + y + row}`);
        }
        expect(swept).toEqual(stamped);
      }),
      { numRuns: 100 },
    );
  });

  it('draws a line of one pixel without a gap: each pixel meets the next', () => {
    fc.assert(
      fc.property(places, places, (from, to) => {
        const columns = new Map<number, [number, number]>();
        sweepTip(brushTip(1), from, to, (x, ...rows) => columns.set(x, rows));
        const count = [...columns.values()].reduce((sum, [start, end]) => sum + end - start, 0);
        expect(count).toBe(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])) + 1);
        for (const [x, [start, end]] of columns) {
          const next = columns.get(x + 1);
          if (next !== undefined) expect(next[0] <= end && next[1] >= start).toBe(true);
        }
      }),
    );
  });
});

describe('steppedSize', () => {
  it('goes through every small size and comes back the same way', () => {
    let size = MIN_BRUSH;
    const up = [size];
    while (size < MAX_BRUSH) {
      size = steppedSize(size, 1);
      up.push(size);
    }
    expect(up.slice(0, 15)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(up.length).toBeLessThan(60);
    expect(steppedSize(MAX_BRUSH, 1)).toBe(MAX_BRUSH);
    for (let back = MAX_BRUSH; back > MIN_BRUSH; back = steppedSize(back, -1)) {
      expect(steppedSize(back, -1)).toBeLessThan(back);
    }
    expect(steppedSize(MIN_BRUSH, -1)).toBe(MIN_BRUSH);
  });
});
