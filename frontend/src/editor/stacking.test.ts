import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMask } from '../protocol/rle';
import { restacked, type Stacked, type StackMove } from './stacking';

/** Masks of 20 x 1 pixels, from x0 to x1. */
function stripe(id: string, z: number, x0: number, x1: number): Stacked {
  const bits = Uint8Array.from({ length: 20 }, (_, x) => Number(x >= x0 && x < x1));
  return { id, z, rle: encodeMask(bits, 1, 20), bbox: [x0, 0, x1 - x0, 1] };
}

/** Ids from the bottom to the top, after the move. */
function orderAfter(objects: readonly Stacked[], places: ReadonlyMap<string, number>): string[] {
  return objects
    .map(({ id, z }) => ({ id, z: places.get(id) ?? z }))
    .sort((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

const A = stripe('a', 1, 0, 8);
const B = stripe('b', 3, 4, 12);
const APART = stripe('far', 5, 15, 20);
const C = stripe('c', 7, 6, 14);
const ALL = [A, B, APART, C];

describe('restacked', () => {
  it.each([
    ['forward', ['a'], ['b', 'a', 'far', 'c']],
    ['forward', ['b'], ['a', 'far', 'c', 'b']],
    ['forward', ['a', 'b'], ['far', 'c', 'a', 'b']],
    ['forward', ['c'], ['a', 'b', 'far', 'c']],
    ['forward', ['far'], ['a', 'b', 'far', 'c']],
    ['backward', ['c'], ['a', 'c', 'b', 'far']],
    ['backward', ['a'], ['a', 'b', 'far', 'c']],
    ['front', ['a'], ['b', 'far', 'c', 'a']],
    ['front', ['b', 'a'], ['far', 'c', 'a', 'b']],
    ['back', ['c'], ['c', 'a', 'b', 'far']],
    ['back', ['c', 'b'], ['b', 'c', 'a', 'far']],
  ] as const)('%s of %j makes %j', (move, selected, order) => {
    const places = restacked(ALL, new Set<string>(selected), move, 9);
    expect(orderAfter(ALL, places)).toEqual(order);
  });

  it('places the one that is moved alone where there is room', () => {
    expect(restacked(ALL, new Set(['a']), 'forward', 9)).toEqual(new Map([['a', 5]]));
    expect(restacked(ALL, new Set(['a']), 'front', 9)).toEqual(new Map([['a', 9]]));
    expect(restacked(ALL, new Set(['c']), 'back', 9)).toEqual(new Map([['c', 0]]));
    expect(restacked(ALL, new Set(['c']), 'front', 9).size).toBe(0);
  });

  it('places no object beyond the revision of the change, so that new ones come on top', () => {
    const together = ['a', 'b', 'c', 'd'].map((id) => stripe(id, 4, 0, 8));
    const places = restacked(together, new Set(['a', 'b']), 'front', 5);
    expect(orderAfter(together, places)).toEqual(['c', 'd', 'a', 'b']);
    expect(Math.max(...places.values())).toBeLessThanOrEqual(5);
  });

  it('makes the order that was asked for and keeps the rest of it, whatever the places were', () => {
    const object = fc.record({ z: fc.nat(4), x0: fc.nat(12), length: fc.integer({ min: 1, max: 8 }) });
    const moves = fc.constantFrom<StackMove>('forward', 'backward', 'front', 'back');
    fc.assert(
      fc.property(
        fc.array(object, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }),
        moves,
        (drawn, chosen, move) => {
          const objects = drawn.map(({ z, x0, length }, index) => stripe(`id ${index}`, z, x0, x0 + length));
          const selected = new Set(chosen.map((index) => `id ${index % objects.length}`));
          const before = orderAfter(objects, new Map());
          const after = orderAfter(objects, restacked(objects, selected, move, 9));
          for (const isChosen of [true, false]) {
            const part = (ids: string[]): string[] => ids.filter((id) => selected.has(id) === isChosen);
            expect(part(after)).toEqual(part(before));
          }
          if (move === 'front')
            expect(after.slice(-selected.size).every((id) => selected.has(id))).toBe(true);
          if (move === 'back')
            expect(after.slice(0, selected.size).every((id) => selected.has(id))).toBe(true);
          const rises = (id: string): boolean => after.indexOf(id) >= before.indexOf(id);
          if (move === 'forward') expect([...selected].every(rises)).toBe(true);
        },
      ),
    );
  });
});
