// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setKnownUser } from '../api/reauthentication';
import { LanguageSwitch } from './LanguageSwitch';
import { chooseLanguage, currentT, rememberedLanguage } from './language';
import { useT } from './useT';

const Page = () => <h1>{useT()('projects.title')}</h1>;

function show() {
  const fetch = vi.fn(async (_request: Request) => new Response('{}', { status: 200 }));
  vi.stubGlobal('fetch', fetch);
  render(
    <MantineProvider env="test">
      <Page />
      <LanguageSwitch />
    </MantineProvider>,
  );
  const choose = (value: string) => fireEvent.change(screen.getByRole('combobox'), { target: { value } });
  return { fetch, choose };
}

beforeEach(() => {
  localStorage.clear();
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(async () => {
  cleanup();
  setKnownUser(null);
  vi.unstubAllGlobals();
  await chooseLanguage('en');
});

it('offers each language under its own name and switches the page without loading it again', async () => {
  const { choose, fetch } = show();
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    'English',
    'Deutsch',
    '简体中文',
    '日本語',
    'Español',
  ]);
  choose('ja');
  expect(await screen.findByRole('heading', { name: 'プロジェクト' })).toBeDefined();
  expect(screen.getByRole('combobox', { name: '言語' })).toBeDefined();
  expect(rememberedLanguage()).toBe('ja');
  expect(fetch).not.toHaveBeenCalled();
});

it('remembers the choice of a person who is logged in for their other devices', async () => {
  setKnownUser({ id: 1, username: 'alice' });
  const { choose, fetch } = show();
  choose('de');
  await waitFor(() => expect(fetch).toHaveBeenCalled());
  const request = fetch.mock.calls[0]?.[0] as Request;
  expect([request.method, new URL(request.url).pathname]).toEqual(['PATCH', '/api/v1/me/']);
  expect(request.headers.get('Accept-Language')).toBe('de');
  expect(await request.json()).toEqual({ language: 'de' });
  expect(currentT().language).toBe('de');
});
