import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { bitAt, bitmapOf, bitmaps, flooded, mapped, rleOf } from './bitmaps';
import { area, emptyMask, intersect, isEmptyMask, union } from './rleAlgebra';
import { splitByLine } from './splitting';

const blank = (width: number, height: number) => ({ width, height, bits: new Uint8Array(width * height) });
const line = (...points: [number, number][]) => points.map(([x, y]) => imagePoint(x, y));
const points = fc.tuple(fc.integer({ min: -4, max: 28 }), fc.integer({ min: -4, max: 24 }));

describe('splitByLine', () => {
  it('cuts a rectangle along a straight line, the larger side first', () => {
    const box = rleOf(mapped(blank(30, 20), (x, y) => x >= 5 && x < 25 && y >= 4 && y < 16));
    const [large, small] = splitByLine(box, line([12, 0], [12, 20])) ?? [];
    expect([area(large as never), area(small as never)]).toEqual([13 * 12, 7 * 12]);
    expect(bitAt(bitmapOf(small as never), 11, 8)).toBe(1);
    expect(bitAt(bitmapOf(small as never), 12, 8)).toBe(0);
  });

  it('divides a full image like a half plane, within a pixel of the line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (left, right) => {
        const whole = rleOf(mapped(blank(24, 20), () => true));
        const parts = splitByLine(whole, line([-3, left], [27, right]));
        if (left === right && (left === 0 || left === 20)) return;
        const heightAt = (x: number) => left + ((x + 0.5 + 3) / 30) * (right - left);
        const isAbove = (x: number, y: number) => y + 0.5 < heightAt(x);
        for (const part of parts ?? []) {
          const bitmap = bitmapOf(part);
          const sides = new Set<boolean>();
          mapped(bitmap, (x, y) => {
            if (bitAt(bitmap, x, y) && Math.abs(y + 0.5 - heightAt(x)) > 1.5) sides.add(isAbove(x, y));
            return false;
          });
          expect(sides.size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives every pixel to one side, whatever the line', () => {
    fc.assert(
      fc.property(bitmaps, fc.array(points, { minLength: 2, maxLength: 6 }), (bitmap, drawn) => {
        const rle = rleOf(bitmap);
        const parts = splitByLine(rle, line(...drawn));
        if (parts === null) return;
        const [large, small] = parts;
        expect(union(large, small)).toEqual(rle);
        expect(isEmptyMask(intersect(large, small))).toBe(true);
        expect(area(large)).toBeGreaterThanOrEqual(area(small));
        expect(isEmptyMask(small)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('parts nothing that the line does not divide: pieces are cut at the line only', () => {
    fc.assert(
      fc.property(bitmaps, points, points, (bitmap, from, to) => {
        const parts = splitByLine(rleOf(bitmap), line(from, to));
        if (parts === null) return;
        const side = parts.map(bitmapOf);
        const [x0, x1] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
        const [y0, y1] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
        for (let y = 0; y < bitmap.height; y++) {
          for (let x = 0; x + 1 < bitmap.width; x++) {
            const isCut = bitAt(side[0] as never, x, y) === 1 && bitAt(side[1] as never, x + 1, y) === 1;
            const isNear = x + 1 >= x0 && x + 1 <= x1 && y >= y0 - 1 && y <= y1;
            if (isCut) expect(isNear).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says null when the line misses, grazes or ends inside the mask', () => {
    const box = rleOf(mapped(blank(30, 20), (x, y) => x >= 5 && x < 25 && y >= 4 && y < 16));
    expect(splitByLine(box, line([0, 2], [30, 2]))).toBeNull();
    expect(splitByLine(box, line([0, 4], [30, 4]))).toBeNull();
    expect(splitByLine(box, line([0, 10], [15, 10]))).toBeNull();
    expect(splitByLine(box, line([8, 8], [20, 12]))).toBeNull();
    expect(splitByLine(emptyMask([20, 30]), line([0, 10], [30, 10]))).toBeNull();
  });

  it('cuts one arm only, and leaves parts that it does not touch with the larger side', () => {
    const fork = mapped(blank(30, 20), (x, y) => y >= 14 || x < 6 || (x >= 24 && y > 1));
    const speck = mapped(fork, (x, y) => bitAt(fork, x, y) === 1 || (x === 15 && y === 5));
    const [large, small] = splitByLine(rleOf(speck), line([-1, 8], [10, 8])) ?? [];
    expect(area(small as never)).toBe(6 * 8);
    expect(bitAt(bitmapOf(large as never), 15, 5)).toBe(1);
    const [, arms] = splitByLine(rleOf(fork), line([-1, 8], [31, 8])) ?? [];
    const parts = new Set(flooded(bitmapOf(arms as never), 1, true));
    expect(parts.size).toBe(3); // nothing and two arms
  });
});
