import { expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { createT } from '../../i18n/translate';
import { actorChoices } from './actorChoices';

const t = createT('en', en);
const ACTORS = [
  { id: 1, name: 'Zoe', username: 'zoe', is_member: true },
  { id: 2, name: 'Mallory', username: 'mallory', is_member: false },
  { id: 3, name: 'Ann', username: 'ann', is_member: true },
];
const shown = (chosen?: number) =>
  actorChoices(ACTORS, chosen, t).map(({ group, items }) => [group, items.map(({ label }) => label)]);

it('offers members by name, and after them who has left', () => {
  expect(shown()).toEqual([
    ['People', ['Ann', 'Zoe']],
    ['No longer in the team', ['Mallory']],
  ]);
});

it('names the filter of a link to somebody whom the log does not know', () => {
  expect(shown(2)).toEqual(shown());
  expect(shown(99).at(-1)).toEqual(['No longer in the team', ['Mallory', '#99']]);
});

it('tells people of one name apart by what they log in with', () => {
  const namesake = { id: 4, name: 'Ann', username: 'ann2', is_member: false };
  const labels = actorChoices([...ACTORS, namesake], undefined, t).flatMap(({ items }) =>
    items.map(({ label }) => label),
  );
  expect(labels).toEqual(['Ann (ann)', 'Zoe', 'Ann (ann2)', 'Mallory']);
});

it('has no heading for nobody', () => {
  expect(actorChoices([], undefined, t)).toEqual([]);
});
