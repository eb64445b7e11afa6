import { expect, it } from 'vitest';
import { flashAt } from './drawTrims';

it('is brightest at first, and over in little more than a second', () => {
  expect(flashAt(0)).toBe(1);
  expect(flashAt(1_199)).toBeLessThan(0.05);
  expect(flashAt(1_200)).toBeNull();
});
