import { describe, expect, it } from 'vitest';
import { labelHotkeys } from './labelHotkeys';

const label = (id: number, hotkey = '') => ({ id, hotkey });

describe('labelHotkeys', () => {
  it('gives labels the digits they ask for and the others what is left, in order', () => {
    const digits = labelHotkeys([label(10), label(11, '1'), label(12), label(13, '3')]);
    expect([...digits].sort()).toEqual([
      [10, '2'],
      [11, '1'],
      [12, '4'],
      [13, '3'],
    ]);
  });

  it('gives one digit to one label only, and none to the tenth', () => {
    const digits = labelHotkeys([
      label(1, '5'),
      label(2, '5'),
      ...Array.from({ length: 8 }, (_, n) => label(n + 3)),
    ]);
    expect(new Set(digits.values()).size).toBe(9);
    expect(digits.has(10)).toBe(false);
  });
});
