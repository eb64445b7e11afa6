import { expect, it } from 'vitest';
import { decodeMask } from '../protocol/rle';
import { maskOfPoints } from './maskOfPoints';

it('holds the pixel of each point once, and none outside', () => {
  const mask = maskOfPoints(
    [
      [1.5, 0.2],
      [1.9, 0.9],
      [0, 1],
      [5, 0],
      [-1, 0],
    ],
    [2, 3],
  );
  expect([...decodeMask(mask)]).toEqual([0, 1, 0, 1, 0, 0]);
});
