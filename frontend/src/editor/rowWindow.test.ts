import { describe, expect, it } from 'vitest';
import { rowToShow, rowWindow } from './rowWindow';

describe('rowWindow', () => {
  it('renders a screenful of two thousand rows', () => {
    const { first, last } = rowWindow(2000, 44, 44_000, 440);
    expect(first).toBeLessThanOrEqual(1000);
    expect(last).toBeGreaterThanOrEqual(1010);
    expect(last - first).toBeLessThan(30);
  });

  it('renders all of a short list, and nothing of an empty one', () => {
    expect(rowWindow(3, 44, 0, 440)).toEqual({ first: 0, last: 3 });
    expect(rowWindow(0, 44, 500, 440)).toEqual({ first: 0, last: 0 });
  });
});

describe('rowToShow', () => {
  it('does not move the list when the row is in sight, and no further than needed otherwise', () => {
    expect(rowToShow(5, 44, 100, 440)).toBe(100);
    expect(rowToShow(1, 44, 100, 440)).toBe(44);
    expect(rowToShow(20, 44, 100, 440)).toBe(20 * 44 + 44 - 440);
  });
});
