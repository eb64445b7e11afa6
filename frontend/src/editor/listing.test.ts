import { describe, expect, it } from 'vitest';
import { listed, type Order } from './listing';

const OBJECTS = new Map(
  [
    { id: 'a', label: 2, quality: 0.9, source: 'click' },
    { id: 'b', label: 1, quality: null, source: 'brush' },
    { id: 'c', label: 2, quality: 0.4, source: 'import' },
    { id: 'd', label: null, quality: 0.7, source: 'click' },
  ].map((object) => [object.id, object]),
);
const NAMES: Record<string, string> = { 1: 'Bird', 2: 'Car 2' };

function ids(query: string, order: Order = 'made'): string {
  const name = ({ label }: { label: number | null }): string => NAMES[String(label)] ?? 'No label';
  return listed(OBJECTS, query, order, name, ({ source }) => source)
    .map(({ object, number }) => object.id + number)
    .join(' ');
}

describe('listed', () => {
  it('finds by label and source, all words, in any case', () => {
    expect(ids('')).toBe('a1 b2 c3 d4');
    expect(ids('cAr')).toBe('a1 c3');
    expect(ids('car import')).toBe('c3');
    expect(ids('cat')).toBe('');
  });

  it('finds by number and by a range of them', () => {
    expect(ids('#4')).toBe('d4');
    expect(ids('3-9')).toBe('c3 d4');
    expect(ids('1')).toBe('a1');
  });

  it('finds a number in the name of a label, too', () => {
    expect(ids('2')).toBe('a1 b2 c3');
  });

  it('puts the worst first, what nobody judged last, and keeps the numbers', () => {
    expect(ids('', 'quality')).toBe('c3 d4 a1 b2');
  });
});
