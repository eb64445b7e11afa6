// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { adoptLanguage, chooseLanguage, currentT, rememberedLanguage, startLanguage } from './language';
import { useT } from './useT';

const setBrowser = (...languages: string[]) => vi.stubGlobal('navigator', { languages });
const Word = () => <p>{useT()('login.password')}</p>;

beforeEach(() => localStorage.clear());
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  await chooseLanguage('en');
});

it('speaks English until it is told otherwise', () => {
  expect(currentT()('login.password')).toBe('Password');
});

it("starts in the browser's language, and in the one that was chosen here before", async () => {
  setBrowser('fr', 'es-MX', 'de');
  await startLanguage();
  expect(currentT().language).toBe('es');
  expect(rememberedLanguage()).toBeNull();
  await chooseLanguage('de');
  await chooseLanguage('ja');
  await startLanguage();
  expect(currentT().language).toBe('ja');
});

it('switches what is on the page at once, and says which language the page is in', async () => {
  render(<Word />);
  expect(screen.getByText('Password')).toBeDefined();
  await act(() => chooseLanguage('de'));
  expect(screen.getByText('Passwort')).toBeDefined();
  expect(document.documentElement.lang).toBe('de');
});

it("takes the language of a person's profile on a device that remembers none", async () => {
  await adoptLanguage('es');
  expect(currentT().language).toBe('es');
  await chooseLanguage('de');
  await adoptLanguage('es');
  expect(currentT().language).toBe('de');
});

it.each(['', 'tlh', 'constructor'])('ignores %j in a profile', async (tag) => {
  await adoptLanguage(tag);
  expect(currentT().language).toBe('en');
});

it('ends with the later of two quick choices', async () => {
  await Promise.all([chooseLanguage('zh-Hans'), chooseLanguage('en')]);
  expect(currentT().language).toBe('en');
});

it('works where the browser keeps nothing', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  await chooseLanguage('de');
  expect(currentT().language).toBe('de');
  expect(rememberedLanguage()).toBeNull();
});
