import { expect, it } from 'vitest';
import { de } from '../i18n/de';
import { english } from '../i18n/english';
import { createT } from '../i18n/translate';
import { keyText } from './keyText';
import { SHORTCUT_GROUPS } from './shortcuts';
import { shownKey } from './shownKey';

const german = createT('de', de);
const KEYS = SHORTCUT_GROUPS.flatMap(({ shortcuts }) =>
  shortcuts.flatMap(({ command, keys, gestures = [] }) => [
    ...keys.map((key) => (command === undefined ? key : shownKey(command, key))),
    ...gestures,
  ]),
);

it.each([
  ['Ctrl + Z', 'Strg + Z'],
  ['Hold G', 'G halten'],
  ['Shift + wheel', 'Umschalt + Mausrad'],
  ['Enter (outline)', 'Eingabe (Umriss)'],
  ['Shift + click (select)', 'Umschalt + Klick (Auswählen)'],
  ['Escape (drawing)', 'Esc (beim Zeichnen)'],
  ['ContextMenu', 'Menütaste'],
  ['ArrowLeft', '←'],
  ['Shift + ArrowUp', 'Umschalt + ↑'],
  ['Hold Space', 'Leertaste halten'],
  ['PageDown', 'Bild ab'],
])('calls %s in German %s', (key, name) => {
  expect(keyText(key, german)).toBe(name);
});

it('names every key of the sheet: in English as the table does', () => {
  const named = KEYS.filter((key) => !/ContextMenu|Arrow|Page/.test(key));
  expect(named.map((key) => keyText(key, english))).toEqual(named);
  const words = KEYS.map((key) => keyText(key, german)).join(' ');
  expect(words).not.toMatch(
    /\b(click|drag|wheel|button|hold|ctrl|shift|space|enter|escape|delete|outline|select|drawing)\b/i,
  );
});
