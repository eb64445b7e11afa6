import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMask, encodeCounts, encodeMask, type Rle } from '../protocol/rle';
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

describe('LabelImage where masks overlap', () => {
  const NAMES = ['a', 'b', 'c', 'd'];
  const thing = fc.record({
    bits: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 63, maxLength: 63 }),
    level: fc.integer({ min: 0, max: 2 }),
    isThere: fc.boolean(),
    isKept: fc.boolean(),
  });
  const frames = fc.array(fc.tuple(thing, thing, thing, thing), { minLength: 1, maxLength: 6 });

  it('shows the topmost object of every pixel, whatever came before', () => {
    fc.assert(
      fc.property(frames, (shown) => {
        const labels = new LabelImage(wholeFrame(9, 7, 100));
        let masks = new Map<string, Rle>();
        let levels = new Map<string, number>();
        for (const frame of shown) {
          const before = masks;
          masks = new Map();
          levels = new Map(frame.map(({ level }, index) => [NAMES[index] as string, level]));
          for (const [index, { bits, isThere, isKept }] of frame.entries()) {
            const id = NAMES[index] as string;
            const rle = (isKept ? before.get(id) : undefined) ?? encodeMask(bits, 7, 9);
            if (isThere) masks.set(id, rle);
          }
          labels.show(masks, undefined, (id) => levels.get(id) as number);
        }
        const bits = [...masks].map(([id, rle]) => ({
          id,
          bits: decodeMask(rle),
          level: levels.get(id) as number,
        }));
        for (let index = 0; index < 63; index++) {
          const there = bits.filter((each) => each.bits[index] === 1);
          const top = there.reduce<(typeof there)[number] | null>((highest, each) => {
            const isHigher = highest === null || each.level > highest.level;
            return isHigher || (each.level === highest.level && each.id > highest.id) ? each : highest;
          }, null);
          expect(labels.objectAt((index % 9) + 0.5, Math.floor(index / 9) + 0.5)).toBe(top?.id ?? null);
        }
      }),
    );
  });

  it('touches only what shows another object when one is moved in the stack', () => {
    const labels = new LabelImage(wholeFrame(4 * TILE, 10, 4 * TILE));
    const masks = new Map([
      ['low', rectangle(4 * TILE, 10, [2, 2, TILE + 12, 8])],
      ['top', rectangle(4 * TILE, 10, [TILE + 8, 2, 3 * TILE, 8])],
    ]);
    const levels = new Map([
      ['low', 1],
      ['top', 2],
    ]);
    const levelOf = (id: string): number => levels.get(id) as number;
    labels.show(masks, undefined, levelOf);
    expect(labels.objectAt(TILE + 10, 5)).toBe('top');
    labels.changed.take();
    labels.show(masks, undefined, levelOf);
    expect(labels.changed.take()).toEqual([]);
    levels.set('low', 3);
    labels.show(masks, undefined, levelOf);
    expect(labels.changed.take()).toEqual([tile(1)]);
    expect(labels.objectAt(TILE + 10, 5)).toBe('low');
    levels.set('low', 0);
    labels.show(masks, undefined, levelOf);
    expect(labels.changed.take()).toEqual([tile(1)]);
    expect(labels.objectAt(TILE + 10, 5)).toBe('top');
    masks.delete('top');
    labels.show(masks, undefined, levelOf);
    expect(labels.objectAt(TILE + 10, 5)).toBe('low');
  });

  it('shows what lies under an object whose new runs do not fit, and goes on when it leaves, moves or is mended', () => {
    const labels = new LabelImage(wholeFrame(10, 10, 100));
    const [low, good] = [rectangle(10, 10, [0, 0, 6, 10]), rectangle(10, 10, [3, 0, 10, 10])];
    const short = { size: [10, 10], counts: encodeCounts([45, 5]) } as Rle;
    let topLevel = 2;
    const show = (top: Rle | null): string[] => {
      const bad: string[] = [];
      const masks = new Map([['low', low]]);
      if (top !== null) masks.set('top', top);
      labels.show(
        masks,
        (id) => bad.push(id),
        (id) => (id === 'top' ? topLevel : 1),
      );
      return bad;
    };
    expect(show(good)).toEqual([]);
    expect(labels.objectAt(4, 4)).toBe('top');
    for (const next of [null, good]) {
      expect(show(short)).toEqual(['top']);
      expect([labels.objectAt(4, 4), labels.objectAt(4, 7)]).toEqual(['low', 'low']);
      topLevel++;
      show({ ...short });
      topLevel++;
      expect(show(next)).toEqual([]);
      expect(labels.objectAt(4, 4)).toBe(next === null ? 'low' : 'top');
    }
  });

  it('asks for no level while masks are disjoint', () => {
    const labels = new LabelImage(wholeFrame(20, 10, 100));
    const levelOf = (): number => {
      throw new Error('asked');
    };
    const [left, right] = [rectangle(20, 10, [0, 0, 10, 10]), rectangle(20, 10, [10, 0, 20, 10])];
    labels.show(new Map([['a', left]]), undefined, levelOf);
    labels.show(new Map([['a', right]]), undefined, levelOf);
    labels.show(
      new Map([
        ['a', left],
        ['b', right],
      ]),
      undefined,
      levelOf,
    );
    expect(labels.objectAt(15, 5)).toBe('b');
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
