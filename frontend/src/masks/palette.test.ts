import { describe, expect, it } from 'vitest';
import { objectColour, parseColour, readableOn } from './palette';

const LABELS = new Map([[3, '#e64980']]);

function apart(a: string, b: string): number {
  const [p, q] = [parseColour(a), parseColour(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe('objectColour', () => {
  it('tells the first eight objects apart, whether they are counted by ones or by twos', () => {
    for (const step of [1, 2, 3, 5]) {
      const colours = Array.from({ length: 8 }, (_, n) => objectColour(null, 1 + n * step, 'object', LABELS));
      for (const [n, colour] of colours.entries()) {
        for (const other of colours.slice(n + 1)) expect(apart(colour, other)).toBeGreaterThan(40);
      }
    }
  });

  it("takes the label's colour when colouring by label, and grey without one", () => {
    expect(objectColour(3, 1, 'label', LABELS)).toBe('#e64980');
    expect(objectColour(null, 1, 'label', LABELS)).toBe('#9aa4b2');
    expect(objectColour(99, 1, 'label', LABELS)).toBe('#9aa4b2');
  });
});

describe('readableOn', () => {
  it('writes black on light and white on dark colours', () => {
    expect([readableOn('#ffff00'), readableOn('#1030a0')]).toEqual(['#000000', '#ffffff']);
  });
});
