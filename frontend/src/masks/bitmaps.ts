/** Plain bitmaps for tests: what the run-length geometry is held to. Row-major zeros and ones. */
import fc from 'fast-check';
import { decodeMask, encodeMask, type Rle } from '../protocol/rle';

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** Noise of any density, and a few discs and rectangles with bites, up to 24 x 20 pixels; they touch every border. */
export const bitmaps: fc.Arbitrary<Bitmap> = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 20 }), fc.boolean())
  .chain(([width, height, isNoise]) =>
    (isNoise ? noise(width, height) : shapes(width, height)).map((bits) => ({ width, height, bits })),
  );

export function rleOf({ bits, width, height }: Bitmap): Rle {
  return encodeMask(bits, height, width);
}

export function bitmapOf(rle: Rle): Bitmap {
  return { width: rle.size[1], height: rle.size[0], bits: decodeMask(rle) };
}

export function bitAt({ bits, width, height }: Bitmap, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 0 : (bits[y * width + x] as number);
}

/** A bitmap of the same size, pixel by pixel. */
export function mapped(bitmap: Bitmap, value: (x: number, y: number) => boolean): Bitmap {
  const { width, height } = bitmap;
  const bits = Uint8Array.from({ length: width * height }, (_, index) =>
    Number(value(index % width, Math.floor(index / width))),
  );
  return { width, height, bits };
}

/** The part of each pixel that has the value, from 1, numbered row by row; 0 elsewhere. */
export function flooded(bitmap: Bitmap, value: 0 | 1, isDiagonal: boolean): Int32Array {
  const { width, height, bits } = bitmap;
  const parts = new Int32Array(width * height);
  let count = 0;
  for (let seed = 0; seed < bits.length; seed++) {
    if (bits[seed] !== value || parts[seed] !== 0) continue;
    const queue = [seed];
    parts[seed] = ++count;
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      const [x, y] = [index % width, Math.floor(index / width)];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if ((!isDiagonal && dx !== 0 && dy !== 0) || nx < 0 || ny < 0 || nx >= width || ny >= height)
            continue;
          const next = ny * width + nx;
          if (bits[next] !== value || parts[next] !== 0) continue;
          parts[next] = count;
          queue.push(next);
        }
      }
    }
  }
  return parts;
}

function noise(width: number, height: number): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.infiniteStream(fc.integer({ min: 0, max: 99 })), fc.integer({ min: 5, max: 95 }))
    .map(([stream, percent]) =>
      Uint8Array.from({ length: width * height }, () => Number((stream.next().value as number) < percent)),
    );
}

function shapes(width: number, height: number): fc.Arbitrary<Uint8Array> {
  const shape = fc.record({
    x: fc.nat(width),
    y: fc.nat(height),
    radius: fc.integer({ min: 1, max: 9 }),
    isDisc: fc.boolean(),
    isBite: fc.boolean(),
  });
  return fc.array(shape, { minLength: 1, maxLength: 6 }).map((found) => {
    const bits = new Uint8Array(width * height);
    for (const { x, y, radius, isDisc, isBite } of found) {
      for (let index = 0; index < bits.length; index++) {
        const [dx, dy] = [Math.abs((index % width) - x), Math.abs(Math.floor(index / width) - y)];
        const isIn = isDisc ? dx * dx + dy * dy <= radius * radius : Math.max(dx, dy) <= radius;
        if (isIn) bits[index] = isBite ? 0 : 1;
      }
    }
    return bits;
  });
}
