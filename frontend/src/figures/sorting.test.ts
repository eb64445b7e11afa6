import { expect, it } from 'vitest';
import { type Sorting, sorted } from './sorting';

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
  expect(names({ key: 'person', isDescending: false })).toEqual(['Ann', 'Bea', 'Cid', 'Dot']);
  expect(names({ key: 'person', isDescending: true })).toEqual(['Dot', 'Cid', 'Bea', 'Ann']);
});
