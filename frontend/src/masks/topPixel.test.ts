import { expect, it } from 'vitest';
import { encodeMask } from '../protocol/rle';
import { topPixel } from './topPixel';

it('is the leftmost one of the uppermost row, and none of an empty or damaged mask', () => {
  const rows = [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1];
  expect(topPixel(encodeMask(rows, 3, 4))).toEqual([2, 1]);
  expect(topPixel(encodeMask(new Array(12).fill(0), 3, 4))).toBeNull();
  expect(topPixel({ size: [5, 5], counts: '13' })).toBeNull();
});
