import { describe, expect, it } from 'vitest';
import { groupedRows, type LabelId, objectRows } from './grouping';

const LABELS = [{ id: 2 }, { id: 1 }, { id: 3 }];
const FOUND = [
  { id: 'a', label: 1 },
  { id: 'b', label: null },
  { id: 'c', label: 2 },
  { id: 'd', label: 1 },
  { id: 'e', label: 77 },
].map((object, index) => ({ object, number: index + 1 }));

function rows(...folded: LabelId[]): string {
  return groupedRows(FOUND, LABELS, new Set(folded))
    .map((row) => (row.kind === 'object' ? row.key : `[${row.group.label} ${row.group.objects.length}]`))
    .join(' ');
}

describe('groupedRows', () => {
  it('heads the objects of each label, in the order of the labels, and leaves out labels without any', () => {
    expect(rows()).toBe('[2 1] c [1 2] a d [null 2] b e');
  });

  it('folds a group away and counts it all the same', () => {
    expect(rows(1, null)).toBe('[2 1] c [1 2] [null 2]');
  });

  it('gives every row a key of its own', () => {
    const keys = groupedRows(FOUND, LABELS, new Set()).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('objectRows', () => {
  it('is the list as it is', () => {
    expect(objectRows(FOUND).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
