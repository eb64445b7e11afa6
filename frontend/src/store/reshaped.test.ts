import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, bbox, emptyMask, intersect, isEmptyMask, subtract, union } from '../masks/rleAlgebra';
import { encodeMask, type Rle } from '../protocol/rle';
import { type Reshapable, reshaped } from './reshaped';

const [WIDTH, HEIGHT] = [24, 16];

function rectangle(x: number, y: number, width: number, height: number): Rle {
  const bits = Array.from({ length: WIDTH * HEIGHT }, (_, index) => {
    const [px, py] = [index % WIDTH, Math.floor(index / WIDTH)];
    return Number(px >= x && px < x + width && py >= y && py < y + height);
  });
  return encodeMask(bits, HEIGHT, WIDTH);
}

function object(id: string, rle: Rle | null, locked = false): Reshapable {
  const box = rle === null ? null : bbox(rle);
  return {
    id,
    rle,
    locked,
    bbox: box === null ? null : [box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0],
  };
}

const of = (...objects: Reshapable[]) => new Map(objects.map((each) => [each.id, each]));

describe('reshaped', () => {
  it('takes pixels from unlocked objects and none from locked ones', () => {
    const objects = of(
      object('a', rectangle(4, 4, 4, 4)),
      object('free', rectangle(8, 4, 4, 4)),
      object('locked', rectangle(4, 8, 4, 4), true),
    );
    const masks = reshaped(objects, { objects: [{ object: 'a', rle: rectangle(3, 3, 7, 7) }], removed: [] });
    expect([...masks.keys()].sort()).toEqual(['a', 'free']);
    expect(masks.get('a')).toEqual(subtract(rectangle(3, 3, 7, 7), rectangle(4, 8, 4, 4)));
    expect(masks.get('free')).toEqual(rectangle(10, 4, 2, 4));
  });

  it('takes nothing and is cut by nothing where masks may overlap', () => {
    const objects = of(
      object('a', rectangle(4, 4, 4, 4)),
      object('free', rectangle(8, 4, 4, 4)),
      object('locked', rectangle(4, 8, 4, 4), true),
    );
    const shapes = [
      { object: 'a', rle: rectangle(3, 3, 7, 7) },
      { object: 'new', label: null, rle: rectangle(3, 3, 2, 2) },
    ];
    const masks = reshaped(objects, { objects: shapes, removed: [] }, undefined, true);
    expect(masks).toEqual(new Map(shapes.map((shape) => [shape.object, shape.rle])));
  });

  it('makes objects with a label, and no others', () => {
    const shapes = [
      { object: 'new', label: null, rle: rectangle(0, 0, 2, 2) },
      { object: 'gone', rle: rectangle(4, 0, 2, 2) },
    ];
    expect([...reshaped(of(), { objects: shapes, removed: [] }).keys()]).toEqual(['new']);
  });

  it('lets removed and reshaped objects pass their pixels on', () => {
    const objects = of(object('a', rectangle(0, 0, 4, 4)), object('b', rectangle(4, 0, 4, 4)));
    const merged = reshaped(objects, {
      objects: [{ object: 'a', rle: rectangle(0, 0, 8, 4) }],
      removed: ['b'],
    });
    expect(merged).toEqual(new Map([['a', rectangle(0, 0, 8, 4)]]));
    const swapped = reshaped(objects, {
      objects: [
        { object: 'a', rle: rectangle(4, 0, 4, 4) },
        { object: 'b', rle: rectangle(0, 0, 4, 4) },
      ],
      removed: [],
    });
    expect(swapped.get('b')).toEqual(rectangle(0, 0, 4, 4));
  });

  it('gives the same mask the same identity again', () => {
    const objects = of(object('a', null), object('free', rectangle(8, 4, 4, 4)));
    const change = { objects: [{ object: 'a', rle: rectangle(6, 3, 4, 7) }], removed: [] };
    const [first, second] = [reshaped(objects, change), reshaped(objects, change)];
    expect(first.get('free')).toBe(second.get('free'));
    expect(first.get('a')).toBe(change.objects[0]?.rle);
  });

  it('keeps masks disjoint and locked ones whole, whatever is done', () => {
    const box = fc.tuple(
      fc.nat(20),
      fc.nat(12),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
    );
    const story = fc.record({
      boxes: fc.array(box, { minLength: 1, maxLength: 5 }),
      locks: fc.nat(31),
      change: box,
    });
    fc.assert(
      fc.property(story, ({ boxes, locks, change }) => {
        let taken = emptyMask([HEIGHT, WIDTH]);
        const objects = of(
          ...boxes.map((sides, index) => {
            const rle = subtract(rectangle(...sides), taken);
            taken = union(taken, rle);
            return object(String(index), isEmptyMask(rle) ? null : rle, (locks >> index) % 2 === 1);
          }),
        );
        const shape = { object: 'new', label: 1, rle: rectangle(...change) };
        const masks = reshaped(objects, { objects: [shape], removed: [] });
        const after = [...objects.values()]
          .map(({ id, rle }) => masks.get(id) ?? rle)
          .filter((rle) => rle !== null);
        const made = masks.get('new') as Rle;
        for (const { id, locked } of objects.values()) if (locked) expect(masks.has(id)).toBe(false);
        for (const rle of after) expect(isEmptyMask(intersect(rle, made))).toBe(true);
        const whole = [...after, made].reduce(union);
        expect(area(whole)).toBe([...after, made].map(area).reduce((a, b) => a + b));
        expect(whole).toEqual(union(taken, rectangle(...change)));
      }),
      { numRuns: 200 },
    );
  });
});
