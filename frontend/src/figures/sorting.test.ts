import { expect, it } from 'vitest';
import { NAME, type Sorting, sorted, sortingOf, sortingText } from './sorting';

const ROWS = [
  { name: 'Bea', score: 0.4 },
  { name: 'Cid', score: null },
  { name: 'Ann', score: 0.9 },
  { name: 'Dot', score: 0.4 },
];
const names = (sorting: Sorting) =>
  sorted(
    ROWS,
    ({ score }) => score,
    ({ name }) => name,
    sorting,
  ).map(({ name }) => name);

it('leaves those without the figure at the end, whichever way', () => {
  expect(names({ key: 'score', isDescending: true })).toEqual(['Ann', 'Bea', 'Dot', 'Cid']);
  expect(names({ key: 'score', isDescending: false })).toEqual(['Bea', 'Dot', 'Ann', 'Cid']);
});

it('sorts by name both ways', () => {
  expect(names({ key: NAME, isDescending: false })).toEqual(['Ann', 'Bea', 'Cid', 'Dot']);
  expect(names({ key: NAME, isDescending: true })).toEqual(['Dot', 'Cid', 'Bea', 'Ann']);
});

it('stands in the address, and what is no column there counts as the order that is usual', () => {
  const usual = { key: 'images', isDescending: true };
  const read = (text: string | null) => sortingOf(text, ['images', 'score'], usual);
  expect(read('-score')).toEqual({ key: 'score', isDescending: true });
  expect(read('name')).toEqual({ key: NAME, isDescending: false });
  expect(['', null, '-', 'salary', '--score'].map(read)).toEqual(Array(5).fill(usual));
  for (const sorting of [usual, { key: NAME, isDescending: false }])
    expect(read(sortingText(sorting))).toEqual(sorting);
});
