import { describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import { english } from '../i18n/english';
import { area, intersect, isEmptyMask, union } from '../masks/rleAlgebra';
import { MAX_OBJECTS, MAX_RESHAPED } from '../protocol/messages';
import { encodeMask, type Rle } from '../protocol/rle';
import { adjusted, type Change, type MaskedObject, merged, removed, split, splitIntoParts } from './reshapes';

const [WIDTH, HEIGHT] = [40, 30];

function mask(inside: (x: number, y: number) => boolean): Rle {
  const bits = Array.from({ length: WIDTH * HEIGHT }, (_, index) =>
    Number(inside(index % WIDTH, Math.floor(index / WIDTH))),
  );
  return encodeMask(bits, HEIGHT, WIDTH);
}

const box = (x0: number, y0: number, x1: number, y1: number) =>
  mask((x, y) => x >= x0 && x < x1 && y >= y0 && y < y1);
const object = (id: string, rle: Rle, locked = false): MaskedObject => ({ id, rle, locked, label: 7 });

function ids(): () => string {
  let next = 0;
  return () => `new-${++next}`;
}

const A = object('a', box(4, 4, 14, 14));
const B = object('b', box(14, 4, 24, 14));

describe('adjusted', () => {
  it('changes every selected object in one step, and leaves out those that stay as they are', () => {
    const holed = object(
      'holed',
      mask((x, y) => x > 25 && x < 35 && y > 5 && y < 15 && !(x === 30 && y === 10)),
    );
    const change = adjusted([A, holed], 'fill_holes', 'all', english) as Change;
    expect(change.objects.map(({ object: id }) => id)).toEqual(['holed']);
    expect(change).toMatchObject({ removed: [], reason: 'fill_holes', selected: ['a', 'holed'] });
  });

  it('lets selected neighbours grow around, but not into each other', () => {
    const change = adjusted([A, B], 'grow', 2, english) as Change;
    const [a, b] = change.objects.map(({ rle }) => rle) as [Rle, Rle];
    expect(isEmptyMask(intersect(a, b))).toBe(true);
    expect(intersect(a, B.rle)).toEqual(intersect(A.rle, B.rle));
    expect(intersect(b, B.rle)).toEqual(B.rle);
    expect(area(union(a, b))).toBeGreaterThan(24 * 10);
  });

  it.each([
    [[], 'fill_holes', 'Select an object that has a mask first.'],
    [[object('x', A.rle, true)], 'grow', 'This object is locked. Unlock it first (K).'],
    [[A, object('x', B.rle, true)], 'grow', 'One of these objects is locked. Unlock it first.'],
    [[A], 'fill_holes', 'There is no such hole.'],
    [[A], 'remove_specks', 'There is no such speck.'],
    [[A], 'shrink', 'Nothing would be left of the object; delete it instead.'],
  ] as const)('says why nothing can be done: %#', (objects, kind, sentence) => {
    expect(adjusted(objects, kind, kind === 'shrink' ? 9 : 1, english)).toBe(sentence);
  });
});

describe('split', () => {
  it('leaves the larger side its id and gives the other the label', () => {
    const change = split([A], [imagePoint(8, 0), imagePoint(8, 30)], ids(), english) as Change;
    expect(change.objects).toEqual([
      { object: 'a', rle: box(8, 4, 14, 14) },
      { object: 'new-1', label: 7, rle: box(4, 4, 8, 14) },
    ]);
    expect(change).toMatchObject({ reason: 'split', removed: [], selected: ['a'] });
  });

  it('says what a line must do', () => {
    expect(split([A], [imagePoint(0, 0), imagePoint(40, 2)], ids(), english)).toContain('has to cross');
  });
});

describe('splitIntoParts', () => {
  it('makes each part an object, the largest keeps the id', () => {
    const scattered = object('s', union(union(box(0, 0, 3, 3), box(10, 0, 16, 6)), box(20, 20, 22, 22)));
    const change = splitIntoParts([scattered], ids(), english) as Change;
    expect(change.objects.map(({ object: id, rle }) => [id, area(rle)])).toEqual([
      ['s', 36],
      ['new-1', 9],
      ['new-2', 4],
    ]);
  });

  it('refuses one part, and more than can be sent', () => {
    expect(splitIntoParts([A], ids(), english)).toBe('This object is in one part.');
    const dust = object(
      'dust',
      mask((x, y) => x % 2 === 0 && y % 2 === 0),
    );
    expect(splitIntoParts([dust], ids(), english)).toContain(String(MAX_RESHAPED));
  });
});

describe('merged', () => {
  it('gives the first all pixels and removes the others', () => {
    expect(merged([B, A], english)).toEqual({
      objects: [{ object: 'b', rle: box(4, 4, 24, 14) }],
      removed: ['a'],
      reason: 'merge',
      selected: ['b'],
    });
  });

  it('needs two, unlocked', () => {
    expect(merged([A], english)).toContain('two objects or more');
    expect(merged([A, object('b', B.rle, true)], english)).toContain('locked');
  });
});

describe('removed', () => {
  it('takes several objects away in one step, unless one is locked', () => {
    expect(removed([A, B], english)).toEqual({
      objects: [],
      removed: ['a', 'b'],
      reason: 'remove',
      selected: [],
    });
    expect(removed([A, object('b', B.rle, true)], english)).toContain('locked');
  });

  it('refuses more than the server takes at once', () => {
    const many = Array.from({ length: MAX_OBJECTS + 1 }, (_, index) => object(String(index), A.rle));
    expect(removed(many, english)).toContain(`at most ${MAX_OBJECTS.toLocaleString('en')}`);
  });
});
