import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { distanceToSegment } from './segmentFixture';
import { thinned } from './thinned';

const CIRCLE = Array.from({ length: 400 }, (_, index) => {
  const angle = (index / 400) * 2 * Math.PI;
  return [100 + 80 * Math.cos(angle), 100 + 80 * Math.sin(angle)];
}).flat();

describe('thinned', () => {
  it('keeps within the tolerance with a tenth of the corners', () => {
    const loop = thinned(CIRCLE, 0.5);
    expect(loop.length / 2).toBeLessThan(40);
    for (let index = 0; index < CIRCLE.length; index += 2) {
      const point = imagePoint(CIRCLE[index] as number, CIRCLE[index + 1] as number);
      const distances = Array.from({ length: loop.length / 2 }, (_, corner) => {
        const next = (corner + 1) % (loop.length / 2);
        const [a, b] = [corner, next].map((at) =>
          imagePoint(loop[2 * at] as number, loop[2 * at + 1] as number),
        );
        return distanceToSegment(point, a as never, b as never);
      });
      expect(Math.min(...distances)).toBeLessThanOrEqual(0.5);
    }
  });

  it('leaves a small square as it is', () => {
    expect(thinned([0, 0, 2, 0, 2, 2, 0, 2], 0.5)).toEqual([0, 0, 2, 0, 2, 2, 0, 2]);
  });
});
