// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LoginPage } from './LoginPage';

function show(answer: { status: number; body: unknown }) {
  const body = JSON.stringify(answer.body);
  const fetch = vi.fn(async (_request: Request) => new Response(body, { status: answer.status }));
  vi.stubGlobal('fetch', fetch);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={['/login?next=%2Fprojects%2F7']}>
          <Routes>
            <Route path="/login" element={<LoginPage />} />
            <Route path="/projects/7" element={<p>Project seven</p>} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  fireEvent.change(screen.getByLabelText(/Username or e-mail/), { target: { value: ' alice ' } });
  fireEvent.change(screen.getByLabelText(/^Password/), { target: { value: ' se cret ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Log in' }));
  return fetch;
}

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('goes to where the person wanted to be', async () => {
  const fetch = show({ status: 200, body: { id: 1, username: 'alice' } });
  await screen.findByText('Project seven');
  expect(await fetch.mock.calls[0]?.[0].json()).toEqual({ username: 'alice', password: ' se cret ' });
});

it("shows the server's reason and keeps what was typed", async () => {
  show({ status: 400, body: { code: 'bad-credentials', detail: 'The name or the password is wrong.' } });
  expect((await screen.findByRole('alert')).textContent).toContain('The name or the password is wrong.');
  expect(screen.getByLabelText<HTMLInputElement>(/Username or e-mail/).value).toBe(' alice ');
});
