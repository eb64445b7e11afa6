import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaintOperation } from '../protocol/messages';
import { decodeMask, encodeMask, type Rle } from '../protocol/rle';
import { isHeldByLocks, type Masked, painted } from './painted';

const [WIDTH, HEIGHT] = [8, 6];
const COUNT = WIDTH * HEIGHT;
const bits = (max: number) => fc.array(fc.nat(max), { minLength: COUNT, maxLength: COUNT });
const scenes = fc.record({
  /** 0 nobody, 1 the painted object, 2 a neighbour, 3 a locked neighbour */
  owners: bits(3),
  brush: bits(1).filter((brush) => brush.some((bit) => bit === 1)),
  mode: fc.constantFrom<PaintOperation['mode']>('add', 'erase'),
});

function maskOf(frame: readonly number[], owner: number): Rle {
  return encodeMask(
    frame.map((value) => Number(value === owner)),
    HEIGHT,
    WIDTH,
  );
}

function objectsOf(owners: readonly number[], more: Partial<Masked> = {}): Map<string, Masked> {
  const whole = [0, 0, WIDTH, HEIGHT] as const;
  return new Map(
    [1, 2, 3].map((owner) => [
      `object ${owner}`,
      {
        id: `object ${owner}`,
        rle: maskOf(owners, owner),
        bbox: whole,
        locked: owner === 3,
        ...(owner === 1 ? more : {}),
      },
    ]),
  );
}

function stroke(brush: readonly number[], mode: PaintOperation['mode'], object = 'object 1'): PaintOperation {
  return { op: 'paint', id: 'stroke', object, rle: maskOf(brush, 1), mode };
}

/** Whose each pixel is afterwards. */
function ownersAfter(
  objects: ReadonlyMap<string, Masked>,
  changed: ReadonlyMap<string, Rle>,
  target = 'object 1',
): number[] {
  const owners = new Array<number>(COUNT).fill(0);
  const masks = new Map([...objects].map(([id, { rle }]) => [id, rle]));
  for (const [id, rle] of changed) masks.set(id, rle);
  for (const [id, rle] of masks) {
    if (rle === null) continue;
    const owner = id === target ? 1 : Number(id.slice(-1));
    decodeMask(rle).forEach((bit, index) => {
      if (bit === 0) return;
      expect(owners[index], 'masks are disjoint').toBe(0);
      owners[index] = owner;
    });
  }
  return owners;
}

describe('painted where masks may overlap', () => {
  it('changes the painted object alone, by all of the stroke', () => {
    fc.assert(
      fc.property(scenes, ({ owners, brush, mode }) => {
        const objects = objectsOf(owners);
        const changed = painted(objects, stroke(brush, mode), new Set(['object 2']), true);
        const own = owners.map((owner) => owner === 1);
        const expected = own.map((isOwn, index) =>
          mode === 'add' ? isOwn || brush[index] === 1 : isOwn && brush[index] === 0,
        );
        const isSame = expected.every((bit, index) => bit === own[index]);
        expect([...changed.keys()]).toEqual(isSame ? [] : ['object 1']);
        if (!isSame) expect(changed.get('object 1')).toEqual(maskOf(expected.map(Number), 1));
      }),
    );
  });

  it('is held up by no lock but that of the object itself', () => {
    const locked = Array.from({ length: COUNT }, () => 3);
    const brush = stroke(
      locked.map(() => 1),
      'add',
      'new',
    );
    expect(isHeldByLocks(objectsOf(locked), brush)).toBe(true);
    expect(isHeldByLocks(objectsOf(locked), brush, undefined, true)).toBe(false);
  });
});

describe('painted', () => {
  it('gives the brush what is not locked, and lets the eraser take from its own object only', () => {
    fc.assert(
      fc.property(scenes, ({ owners, brush, mode }) => {
        const objects = objectsOf(owners);
        const after = ownersAfter(objects, painted(objects, stroke(brush, mode)));
        expect(after).toEqual(
          owners.map((owner, index) => {
            if (brush[index] === 0) return owner;
            if (mode === 'erase') return owner === 1 ? 0 : owner;
            return owner === 3 ? 3 : 1;
          }),
        );
      }),
    );
  });

  it('tells of no object whose pixels stay the same', () => {
    fc.assert(
      fc.property(scenes, ({ owners, brush, mode }) => {
        const objects = objectsOf(owners);
        for (const [id, rle] of painted(objects, stroke(brush, mode))) {
          expect(rle.counts).not.toBe(objects.get(id)?.rle?.counts);
        }
      }),
    );
  });

  it('makes a new object of what is free', () => {
    const owners = [3, ...new Array<number>(COUNT - 1).fill(0)];
    const brush = [1, 1, 1, ...new Array<number>(COUNT - 3).fill(0)];
    const objects = objectsOf(owners);
    const changed = painted(objects, stroke(brush, 'add', 'new'));
    expect([...changed.keys()]).toEqual(['new']);
    expect(ownersAfter(objects, changed, 'new').slice(0, 4)).toEqual([3, 1, 1, 0]);
    expect(painted(objects, stroke(brush, 'erase', 'new')).size).toBe(0);
  });

  it('gives the same object for the same stroke on the same mask, so that nothing is repainted', () => {
    const objects = objectsOf(new Array<number>(COUNT).fill(2));
    const once = stroke([1, ...new Array<number>(COUNT - 1).fill(0)], 'add');
    const [first, again] = [painted(objects, once), painted(objects, once)];
    for (const [id, rle] of first) expect(again.get(id)).toBe(rle);
  });
});

describe('isHeldByLocks', () => {
  const free = new Array<number>(COUNT).fill(0);
  const corner = [1, ...free.slice(1)];

  it('is why a stroke on a locked object, or on nothing but locked objects, changes nothing', () => {
    expect(isHeldByLocks(objectsOf([3, ...free.slice(1)]), stroke(corner, 'add'))).toBe(true);
    expect(isHeldByLocks(objectsOf(free, { locked: true }), stroke(corner, 'add'))).toBe(true);
    expect(isHeldByLocks(objectsOf(corner), stroke(corner, 'add'))).toBe(false);
  });

  it('treats an object that somebody else works on like a locked one', () => {
    fc.assert(
      fc.property(scenes, ({ owners, brush, mode }) => {
        const locked = objectsOf(owners);
        const free = new Map([...locked].map(([id, object]) => [id, { ...object, locked: false }]));
        const kept = new Set(['object 3']);
        expect(painted(free, stroke(brush, mode), kept)).toEqual(painted(locked, stroke(brush, mode)));
        expect(isHeldByLocks(free, stroke(brush, mode), kept)).toBe(
          isHeldByLocks(locked, stroke(brush, mode)),
        );
      }),
    );
  });
});
