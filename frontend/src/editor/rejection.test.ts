import { expect, it } from 'vitest';
import { latestRejection, mayBeRejected } from './rejection';

const entry = (revision: number, kind: string, payload: unknown = {}) => ({ revision, kind, payload });

it('tells the reason of the latest rejection, whatever came after it', () => {
  const log = [
    entry(3, 'reject', { reason: 'The bird is missing.' }),
    entry(9, 'reject', { reason: 'One wing is missing.' }),
    entry(7, 'click', { x: 1 }),
    entry(10, 'click', { x: 2 }),
  ];
  expect(latestRejection(log)).toEqual({ revision: 9, reason: 'One wing is missing.' });
});

it('finds none where nobody rejected', () => {
  expect(latestRejection([])).toBeNull();
  expect(latestRejection([entry(1, 'click')])).toBeNull();
});

it('reads a rejection without a reason', () => {
  expect(latestRejection([entry(1, 'reject')])).toEqual({ revision: 1, reason: '' });
  expect(latestRejection([entry(1, 'reject', null)])).toEqual({ revision: 1, reason: '' });
});

it('ends a rejection with the next submission', () => {
  expect(['rejected', 'in_progress'].map(mayBeRejected)).toEqual([true, true]);
  expect(['new', 'submitted', 'accepted', null].map(mayBeRejected)).toEqual([false, false, false, false]);
});
