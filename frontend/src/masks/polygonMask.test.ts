import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { decodeMask, encodeMask } from '../protocol/rle';
import { polygonMask } from './polygonMask';
import { area } from './rleAlgebra';

const [HEIGHT, WIDTH] = [14, 18];
/** Quarters of a pixel: many corners and edges lie on pixel centres, where rules are easily broken. */
const quarter = (min: number, max: number) => fc.integer({ min: min * 4, max: max * 4 });
const corners = fc.array(fc.tuple(quarter(-4, WIDTH + 4), quarter(-4, HEIGHT + 4)), {
  minLength: 3,
  maxLength: 9,
});

/** Even-odd in whole numbers: edges above the centre of pixel (x, y), or through it, are counted. All in quarters. */
function isInside(polygon: readonly (readonly [number, number])[], x: number, y: number): boolean {
  const [cx, cy] = [4 * x + 2, 4 * y + 2];
  let count = 0;
  polygon.forEach(([ax, ay], index) => {
    const [bx, by] = polygon[(index + 1) % polygon.length] as readonly [number, number];
    const [lx, ly, rx, ry] = ax < bx ? [ax, ay, bx, by] : [bx, by, ax, ay];
    if (lx <= cx && cx < rx && (cx - lx) * (ry - ly) <= (cy - ly) * (rx - lx)) count++;
  });
  return count % 2 === 1;
}

function maskOf(polygon: readonly (readonly [number, number])[]) {
  return polygonMask(
    polygon.map(([x, y]) => imagePoint(x / 4, y / 4)),
    [HEIGHT, WIDTH],
  );
}

describe('polygonMask', () => {
  it('holds the pixels whose centres are inside by the even-odd rule, also where edges cross or leave the image', () => {
    fc.assert(
      fc.property(corners, (polygon) => {
        const bits = new Uint8Array(HEIGHT * WIDTH);
        for (let y = 0; y < HEIGHT; y++)
          for (let x = 0; x < WIDTH; x++) bits[y * WIDTH + x] = Number(isInside(polygon, x, y));
        expect(maskOf(polygon)).toEqual(encodeMask(bits, HEIGHT, WIDTH));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same whichever corner comes first and whichever way round it goes', () => {
    fc.assert(
      fc.property(corners, fc.nat(8), (polygon, shift) => {
        const turned = [
          ...polygon.slice(shift % polygon.length),
          ...polygon.slice(0, shift % polygon.length),
        ];
        expect(maskOf(turned)).toEqual(maskOf(polygon));
        expect(maskOf([...polygon].reverse())).toEqual(maskOf(polygon));
      }),
    );
  });

  it('cuts an image in two along any line without losing or doubling a pixel', () => {
    const number = fc.double({ min: 0.1, max: 13.9, noNaN: true });
    fc.assert(
      fc.property(number, number, (left, right) => {
        const size = [HEIGHT, WIDTH] as const;
        const cut = [imagePoint(0, left), imagePoint(WIDTH, right)] as const;
        const above = polygonMask([imagePoint(0, 0), imagePoint(WIDTH, 0), cut[1], cut[0]], size);
        const below = polygonMask([imagePoint(0, HEIGHT), ...cut, imagePoint(WIDTH, HEIGHT)], size);
        expect(area(above) + area(below)).toBe(HEIGHT * WIDTH);
        const [a, b] = [decodeMask(above), decodeMask(below)];
        expect(a.every((bit, index) => bit + (b[index] as number) === 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes a rectangle drawn along pixel edges as it is', () => {
    const box = [imagePoint(2, 3), imagePoint(7, 3), imagePoint(7, 5), imagePoint(2, 5)];
    const bits = new Uint8Array(HEIGHT * WIDTH);
    for (const y of [3, 4]) bits.fill(1, y * WIDTH + 2, y * WIDTH + 7);
    expect(polygonMask(box, [HEIGHT, WIDTH])).toEqual(encodeMask(bits, HEIGHT, WIDTH));
  });

  it('has no pixel for less than a triangle', () => {
    expect(area(polygonMask([], [4, 4]))).toBe(0);
    expect(area(polygonMask([imagePoint(0, 0), imagePoint(4, 4)], [4, 4]))).toBe(0);
  });
});
