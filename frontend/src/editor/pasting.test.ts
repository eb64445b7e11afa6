import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { english } from '../i18n/english';
import { area, bbox, intersect, isEmptyMask } from '../masks/rleAlgebra';
import { encodeMask, type Rle } from '../protocol/rle';
import { type Clipboard, copiedObjects, copyObjects } from '../store/clipboard';
import { type Pasted, type PasteTarget, pasted } from './pasting';

function box(size: readonly [number, number], x0: number, y0: number, x1: number, y1: number): Rle {
  const [height, width] = size;
  const bits = Array.from({ length: width * height }, (_, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return Number(x >= x0 && x < x1 && y >= y0 && y < y1);
  });
  return encodeMask(bits, height, width);
}

const SIZE = [30, 60] as const;
const CLIPBOARD: Clipboard = {
  image: 'here',
  project: 1,
  objects: [
    { label: 7, rle: box(SIZE, 4, 4, 14, 14) },
    { label: null, rle: box(SIZE, 14, 8, 20, 12) },
  ],
};

function target(more: Partial<PasteTarget> = {}): PasteTarget {
  let next = 0;
  return { image: 'here', project: 1, size: SIZE, pointer: null, newId: () => `new-${++next}`, ...more };
}

const boxesOf = (found: Pasted | string) =>
  typeof found === 'string' ? found : found.change.objects.map(({ rle }) => bbox(rle));

describe('pasted', () => {
  it('puts the middle of what was copied under the pointer', () => {
    const found = pasted(CLIPBOARD, target({ pointer: imagePoint(40, 19) }), english) as Pasted;
    expect(boxesOf(found)).toEqual([
      { x0: 32, y0: 14, x1: 42, y1: 24 },
      { x0: 42, y0: 18, x1: 48, y1: 22 },
    ]);
    expect(found.note).toBeNull();
    expect(found.change).toMatchObject({ reason: 'paste', removed: [], selected: ['new-1', 'new-2'] });
    expect(found.change.objects.map(({ label }) => label)).toEqual([7, null]);
  });

  it('without a pointer takes no pixel of the original and stays in the image', () => {
    const found = pasted(CLIPBOARD, target(), english) as Pasted;
    for (const { rle } of found.change.objects) {
      for (const original of CLIPBOARD.objects) expect(isEmptyMask(intersect(rle, original.rle))).toBe(true);
    }
    expect(found.note).toBeNull();
    const right = { ...CLIPBOARD, objects: [{ label: 1, rle: box(SIZE, 40, 4, 58, 12) }] };
    expect(boxesOf(pasted(right, target(), english))).toEqual([{ x0: 40, y0: 16, x1: 58, y1: 24 }]);
  });

  it('keeps the place in another image, whatever the pointer', () => {
    const found = pasted(CLIPBOARD, target({ image: 'next', pointer: imagePoint(1, 1) }), english);
    expect(boxesOf(found)).toEqual(CLIPBOARD.objects.map(({ rle }) => bbox(rle)));
  });

  it('puts into a smaller image what fits, and says what did not', () => {
    const found = pasted(CLIPBOARD, target({ image: 'small', size: [10, 12] }), english) as Pasted;
    expect(found.change.objects.map(({ rle }) => [rle.size, area(rle)])).toEqual([[[10, 12], 8 * 6]]);
    expect(found.note).toBe(
      'Pasted what fits. 1 object is cut at the edge of this image. 1 object lies outside this image and is left out.',
    );
    expect(pasted(CLIPBOARD, target({ image: 'tiny', size: [3, 3] }), english)).toContain('Nothing');
  });

  it('leaves the labels of another project behind', () => {
    const found = pasted(CLIPBOARD, target({ image: 'next', project: 2 }), english) as Pasted;
    expect(found.change.objects.map(({ label }) => label)).toEqual([null, null]);
  });
});

describe('the clipboard', () => {
  it('keeps what was copied over a reload, and over a storage that is full', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    copyObjects(storage, CLIPBOARD);
    expect(JSON.parse([...kept.values()][0] as string)).toEqual(CLIPBOARD);
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const other = { ...CLIPBOARD, image: 'other' };
    copyObjects(full, other);
    expect(copiedObjects(full)).toEqual(other);
    expect(kept.size).toBe(0);
  });
});
