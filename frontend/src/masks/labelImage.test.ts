import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMask, encodeMask, type Rle } from '../protocol/rle';
import { TILE } from './changedTiles';
import { regionFrame, wholeFrame } from './labelFrame';
import { LabelImage } from './labelImage';
import type { Rect } from './rect';

function rectangle(width: number, height: number, [x0, y0, x1, y1]: readonly number[]): Rle {
  const mask = new Uint8Array(width * height);
  for (let y = y0 as number; y < (y1 as number); y++)
    mask.fill(1, y * width + (x0 as number), y * width + (x1 as number));
  return encodeMask(mask, height, width);
}

/** Of the only row of tiles in an image ten pixels high. */
function tile(column: number): Rect {
  return { x0: column * TILE, y0: 0, x1: (column + 1) * TILE, y1: 10 };
}

describe('LabelImage', () => {
  it('answers which object is at a point', () => {
    const labels = new LabelImage(wholeFrame(20, 10, 100));
    labels.show(
      new Map([
        ['a', rectangle(20, 10, [2, 3, 5, 6])],
        ['b', rectangle(20, 10, [10, 0, 20, 10])],
      ]),
    );
    expect(labels.objectAt(2.5, 3.5)).toBe('a');
    expect(labels.objectAt(5.1, 3.5)).toBeNull();
    expect(labels.objectAt(19.9, 9.9)).toBe('b');
    expect(labels.objectAt(20.1, 5)).toBeNull();
  });

  it('tells of changes where masks came and went, and of none where they stay', () => {
    const labels = new LabelImage(wholeFrame(300, 10, 1000));
    const [a, b] = [rectangle(300, 10, [2, 3, 5, 6]), rectangle(300, 10, [210, 1, 212, 2])];
    const [left, right] = [tile(0), tile(3)];
    const show = (masks: Record<string, Rle>) => {
      labels.show(new Map(Object.entries(masks)));
      return labels.changed.take();
    };
    expect(show({ a })).toEqual([left]);
    expect(show({ a })).toEqual([]);
    expect(show({ a, b })).toEqual([right]);
    expect(show({ b })).toEqual([left]);
    expect(labels.objectAt(3, 4)).toBeNull();
  });

  it('touches only the pixels of a mask that differ from those before', () => {
    const labels = new LabelImage(wholeFrame(300, 10, 1000));
    labels.show(new Map([['a', rectangle(300, 10, [2, 3, 200, 8])]]));
    labels.changed.take();
    labels.show(new Map([['a', rectangle(300, 10, [2, 3, 201, 8])]]));
    expect(labels.changed.take()).toEqual([tile(3)]);
    expect(labels.boxOf('a')).toEqual({ x0: 2, y0: 3, x1: 201, y1: 8 });
    labels.show(new Map([['a', rectangle(300, 10, [2, 3, 201, 8])]]));
    expect(labels.changed.take()).toEqual([]);
  });

  it('shows nothing of an object whose new runs do not fit, and all of it once they do', () => {
    const labels = new LabelImage(wholeFrame(10, 10, 100));
    const good = rectangle(10, 10, [1, 1, 6, 6]);
    labels.show(new Map([['a', good]]));
    labels.show(new Map([['a', { size: [10, 10], counts: '13' } as Rle]]), () => undefined);
    expect(labels.data.every((slot) => slot === 0)).toBe(true);
    labels.show(new Map([['a', good]]));
    expect(labels.data.filter((slot) => slot !== 0)).toHaveLength(25);
  });

  it('lets pixels pass from one object to another in one step', () => {
    const labels = new LabelImage(wholeFrame(10, 10, 100));
    labels.show(
      new Map([
        ['a', rectangle(10, 10, [0, 0, 6, 10])],
        ['b', rectangle(10, 10, [6, 0, 10, 10])],
      ]),
    );
    labels.show(
      new Map([
        ['a', rectangle(10, 10, [0, 0, 3, 10])],
        ['b', rectangle(10, 10, [3, 0, 10, 10])],
      ]),
    );
    expect(labels.objectAt(4, 5)).toBe('b');
    expect(labels.objectAt(2, 5)).toBe('a');
  });

  it('shows exactly the last masks, whatever came before', () => {
    const owners = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 63, maxLength: 63 });
    fc.assert(
      fc.property(fc.array(owners, { minLength: 1, maxLength: 5 }), (frames) => {
        const labels = new LabelImage(wholeFrame(9, 7, 100));
        for (const frame of frames) labels.show(masksOf(frame));
        const last = frames[frames.length - 1] as number[];
        const shown = last.map((_, index) => labels.objectAt((index % 9) + 0.5, Math.floor(index / 9) + 0.5));
        expect(shown).toEqual(last.map((owner) => (owner === 0 ? null : `object ${owner}`)));
      }),
    );
  });

  it('holds large images at a smaller scale', () => {
    const labels = new LabelImage(wholeFrame(400, 200, 100));
    expect([labels.width, labels.height]).toEqual([100, 50]);
    labels.show(new Map([['a', rectangle(400, 200, [200, 0, 400, 200])]]));
    expect(labels.objectAt(198, 100)).toBeNull();
    expect(labels.objectAt(202, 100)).toBe('a');
    expect(labels.data.filter((slot) => slot !== 0)).toHaveLength(50 * 50);
  });

  it('holds a region of a large image pixel by pixel, and shows the same there as the whole one', () => {
    const owners = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 63, maxLength: 63 });
    const region = { x0: 2, y0: 1, x1: 7, y1: 5 };
    fc.assert(
      fc.property(owners, owners, (first, second) => {
        const [whole, part] = [new LabelImage(wholeFrame(9, 7, 100)), new LabelImage(regionFrame(region))];
        for (const frame of [first, second]) for (const labels of [whole, part]) labels.show(masksOf(frame));
        const seenIn = (labels: LabelImage, isSeen: (x: number, y: number) => boolean): (string | null)[] =>
          second.map((_, index) => {
            const [x, y] = [index % 9, Math.floor(index / 9)];
            return isSeen(x, y) ? labels.objectAt(x + 0.5, y + 0.5) : null;
          });
        const isIn = (x: number, y: number): boolean =>
          x >= region.x0 && x < region.x1 && y >= region.y0 && y < region.y1;
        expect(seenIn(part, () => true)).toEqual(seenIn(whole, isIn));
      }),
    );
  });

  it('reports runs that do not fit and shows the others', () => {
    const labels = new LabelImage(wholeFrame(10, 10, 100));
    const bad: string[] = [];
    labels.show(
      new Map([
        ['bad', { size: [10, 10], counts: '13' }],
        ['good', rectangle(10, 10, [0, 0, 2, 2])],
      ]),
      (id) => bad.push(id),
    );
    expect(bad).toEqual(['bad']);
    expect(labels.objectAt(1, 1)).toBe('good');
  });
});

function masksOf(frame: number[]): Map<string, Rle> {
  const masks = new Map<string, Rle>();
  for (const owner of [1, 2, 3]) {
    const rle = encodeMask(
      frame.map((value) => Number(value === owner)),
      7,
      9,
    );
    if (decodeMask(rle).some((bit) => bit === 1)) masks.set(`object ${owner}`, rle);
  }
  return masks;
}
