/** The pixels that points (image pixels, continuous) lie in, as a mask. */
import type { Rle } from '../protocol/rle';
import { type MaskSize, RunWriter } from './rleAlgebra';

export function maskOfPoints(points: readonly (readonly [number, number])[], size: MaskSize): Rle {
  const [height, width] = size;
  const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < width && y < height);
  const pixels = new Set(inside.map(([x, y]) => Math.floor(x) * height + Math.floor(y)));
  const runs = new RunWriter();
  for (const pixel of [...pixels].sort((a, b) => a - b)) runs.add(pixel, pixel + 1);
  return runs.finish(size);
}
