import { expect, it } from 'vitest';
import { languageOf, localeFor, preferredLanguage } from './languages';

it.each([
  ['de-AT', 'de'],
  ['es-419', 'es'],
  ['zh-CN', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['ja-JP', 'ja'],
  ['EN-gb', 'en'],
  ['zh-TW', null],
  ['fr', null],
  ['', null],
  ['not a tag!', null],
])('%s is read in %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

it("takes the first of the browser's languages that we speak", () => {
  expect(preferredLanguage(['fr-FR', 'ja', 'de'])).toBe('ja');
  expect(preferredLanguage(['fr-FR'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});

it("writes dates and numbers in the reader's region, where the browser knows it", () => {
  expect(localeFor('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeFor('ja', ['de-DE'])).toBe('ja');
});
