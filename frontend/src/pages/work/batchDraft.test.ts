import { expect, it } from 'vitest';
import { EMPTY_DRAFT, valuesOf } from './batchDraft';

const draft = { ...EMPTY_DRAFT, name: ' Night shots ' };

it('has no values without a name', () => {
  expect(valuesOf({ ...draft, name: '  ' })).toBeNull();
});

it.each(['', '-', 0.5])('has no values while the priority is %j', (priority) => {
  expect(valuesOf({ ...draft, priority })).toBeNull();
});

it.each([
  [-5, -5],
  ['-5', -5],
  [0, 0],
])('takes the priority %j', (priority, number) => {
  expect(valuesOf({ ...draft, priority })).toEqual({ ...draft, name: 'Night shots', priority: number });
});
