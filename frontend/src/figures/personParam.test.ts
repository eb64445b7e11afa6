import { expect, it } from 'vitest';
import type { Statistics } from '../api/types';
import { nameOf, personOf, withPerson } from './personParam';

const of = (person: number | null, person_name: string | null) => ({ person, person_name }) as Statistics;

it('reads whose figures are wanted', () => {
  expect(personOf(new URLSearchParams('person=7'))).toBe(7);
  expect(personOf(new URLSearchParams('person=bob'))).toBeUndefined();
  expect(personOf(new URLSearchParams(''))).toBeUndefined();
});

it('goes to one person and back to everybody in the same period', () => {
  expect(withPerson(new URLSearchParams('days=7'), 3)).toBe('?days=7&person=3');
  expect(withPerson(new URLSearchParams('days=7&person=3'), null)).toBe('?days=7');
});

it('gives nobody the name of the person who was shown before', () => {
  expect(nameOf(of(3, 'Bea'), 3)).toBe('Bea');
  expect(nameOf(of(3, 'Bea'), 4)).toBe('#4');
  expect(nameOf(of(4, null), 4)).toBe('#4');
  expect(nameOf(of(null, null), undefined)).toBeNull();
});
