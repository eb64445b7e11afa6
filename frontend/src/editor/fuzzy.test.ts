import { expect, it } from 'vitest';
import { fuzzyScore } from './fuzzy';

const best = (query: string, names: readonly string[]): string[] =>
  names
    .map((name) => ({ name, score: fuzzyScore(query, name) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score as number) - (a.score as number))
    .map(({ name }) => name);

it.each([
  ['smo', ['Use a mask mode', 'Smooth'], 'Smooth'],
  ['fh', ['Fill holes', 'Flash', 'Fit the whole image'], 'Fill holes'],
  ['label ca', ['Label: cup', 'Label: car'], 'Label: car'],
  ['cup', ['Cupboard', 'Cup'], 'Cup'],
  ['la', ['Label: person', 'Label: food'], 'Label: person'],
  ['car label', ['Label: scarf', 'Label: car'], 'Label: car'],
  ['ÜBER', ['Ebene', 'Über alles'], 'Über alles'],
  ['掩膜', ['隐藏或显示所有掩膜', '缩放'], '隐藏或显示所有掩膜'],
])('finds with %s of %j %s first', (query, names, name) => {
  expect(best(query, names)[0]).toBe(name);
});

it('leaves out what lacks a letter, and nothing when nothing is typed', () => {
  expect(best('fillx', ['Fill holes'])).toEqual([]);
  expect(best(' ', ['Fill holes', 'Undo'])).toHaveLength(2);
});
