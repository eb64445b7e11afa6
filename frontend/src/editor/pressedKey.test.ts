import { expect, it } from 'vitest';
import { type KeyFacts, pressedKey } from './pressedKey';

const plain = { code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const altGraph = { getModifierState: (name: string) => name === 'AltGraph' };

it.each<[string, Partial<KeyFacts> & { key: string }, string | null]>([
  ['a letter', { key: 'k', code: 'KeyK' }, 'K'],
  [
    'modifiers in one order',
    { key: 'K', ctrlKey: true, altKey: true, shiftKey: true },
    'Ctrl + Alt + Shift + K',
  ],
  ['a character whose key needs shift', { key: '?', shiftKey: true }, '?'],
  ['a letter of the layout, not of the place', { key: 'z', code: 'KeyY' }, 'Z'],
  ['a letter that only some layouts have', { key: 'Ö', code: 'Semicolon', shiftKey: true }, 'Shift + Ö'],
  ['the place of a Cyrillic letter', { key: 'я', code: 'KeyZ', ctrlKey: true }, 'Ctrl + Z'],
  ['the place of a Greek capital', { key: 'Ω', code: 'KeyV', shiftKey: true }, 'Shift + V'],
  ['what AltGr types on Windows', { key: '[', ctrlKey: true, altKey: true, ...altGraph }, '['],
  ['the space bar', { key: ' ' }, 'Space'],
  ['a named key', { key: 'ArrowUp', shiftKey: true }, 'Shift + ArrowUp'],
  ['a modifier alone', { key: 'Shift', shiftKey: true }, null],
  ['a dead key', { key: 'Dead' }, null],
])('names %s', (_, event, name) => {
  expect(pressedKey({ ...plain, ...event })).toBe(name);
});
