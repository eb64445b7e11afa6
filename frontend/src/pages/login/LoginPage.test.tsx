// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LoginPage } from './LoginPage';

interface Answer {
  status: number;
  body: unknown;
}

const METHODS = { password: true, sso: null };

/** The page over a server that answers by path; `calls()` are the requests that tell it something. */
function open(
  answers: Record<string, Answer>,
  methods: object = METHODS,
  path = '/login?next=%2Fprojects%2F7',
) {
  const all: Record<string, Answer> = { '/api/v1/auth/methods/': { status: 200, body: methods }, ...answers };
  const fetch = vi.fn(async (request: Request) => {
    const answer = all[new URL(request.url).pathname];
    return new Response(JSON.stringify(answer?.body ?? {}), { status: answer?.status ?? 404 });
  });
  vi.stubGlobal('fetch', fetch);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/login" element={<LoginPage />} />
            <Route path="/projects/7" element={<p>Project seven</p>} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return () => fetch.mock.calls.map(([request]) => request).filter(({ method }) => method === 'POST');
}

function show(answer: Answer, more: Record<string, Answer> = {}) {
  const calls = open({ '/api/v1/auth/login/': answer, ...more });
  fireEvent.change(screen.getByLabelText(/Username or e-mail/), { target: { value: ' alice ' } });
  fireEvent.change(screen.getByLabelText(/^Password/), { target: { value: ' se cret ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Log in' }));
  return calls;
}

const ALICE = { status: 200, body: { id: 1, username: 'alice' } };

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
  const calls = show(ALICE);
  await screen.findByText('Project seven');
  expect(await calls()[0]?.json()).toEqual({ username: 'alice', password: ' se cret ' });
});

it("shows the server's reason and keeps what was typed", async () => {
  show({ status: 400, body: { code: 'bad-credentials', detail: 'The name or the password is wrong.' } });
  expect((await screen.findByRole('alert')).textContent).toContain('The name or the password is wrong.');
  expect(screen.getByLabelText<HTMLInputElement>(/Username or e-mail/).value).toBe(' alice ');
});

it('asks for the code where the account has two-step login', async () => {
  const calls = show(
    { status: 401, body: { code: 'mfa-required', detail: 'Now the code.' } },
    { '/api/v1/auth/login/code/': ALICE },
  );
  fireEvent.change(await screen.findByLabelText('Code'), { target: { value: '123456' } });
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
  await screen.findByText('Project seven');
  expect(await calls()[1]?.json()).toEqual({ code: '123456' });
});

it('says what is wrong with a code and takes another', async () => {
  open(
    { '/api/v1/auth/login/code/': { status: 400, body: { code: 'bad-code', detail: 'Not this code.' } } },
    METHODS,
    '/login?step=code',
  );
  fireEvent.change(screen.getByLabelText('Code'), { target: { value: '000000' } });
  fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Not this code.');
  expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('');
});

it('offers the single sign-on under the name that the installation gives it', async () => {
  open({}, { password: true, sso: { name: 'Wonderland ID' } });
  await screen.findByRole('button', { name: 'Log in with Wonderland ID' });
  expect(screen.getByLabelText(/^Password/)).toBeTruthy();
});

it('keeps the password form for superusers behind a link where single sign-on is the rule', async () => {
  open({}, { password: false, sso: { name: 'Wonderland ID' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Log in with a password' }));
  expect(screen.getByLabelText(/^Password/)).toBeTruthy();
  expect(screen.getByText(/Only superusers/)).toBeTruthy();
  expect(screen.queryByText('Forgot your password?')).toBeNull();
});

it('says why a single sign-on has not led in', async () => {
  open({}, METHODS, '/login?problem=sso-cancelled');
  expect(screen.getByRole('alert').textContent).toContain('cancelled');
});

it.each([
  ['sso-unverified', /Have it verified there/],
  ['sso-connect-first', /as you did before .* ask whoever runs Stipple/],
])('does not send people to a password where there are none: %s', async (problem, words) => {
  open({}, { password: false, sso: { name: 'Wonderland ID' } }, `/login?problem=${problem}`);
  await screen.findByText(words);
  expect(screen.getByRole('alert').textContent).not.toMatch(/password/i);
});

it('names the way to a new password where there is one, and another where no letter comes', async () => {
  open({}, { password: true, sso: { name: 'Wonderland ID' } }, '/login?problem=sso-connect-first');
  await screen.findByText(/choose “Forgot your password\?”. If no letter comes, ask whoever runs Stipple/);
  expect(screen.getByRole('link', { name: 'Forgot your password?' })).toBeTruthy();
});

it('shows nothing for a problem that it does not know', async () => {
  open({}, METHODS, '/login?problem=%3Cb%3Eevil');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('leads back to the first step when that was too long ago', async () => {
  open(
    { '/api/v1/auth/login/code/': { status: 400, body: { code: 'login-expired', detail: 'Begin again.' } } },
    METHODS,
    '/login?step=code',
  );
  fireEvent.change(screen.getByLabelText('Code'), { target: { value: '123456' } });
  fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
  await screen.findByRole('alert');
  fireEvent.click(screen.getByRole('button', { name: 'Back to the login' }));
  await screen.findByLabelText(/^Password/);
});

it('goes back from the code to the first step', async () => {
  open({}, METHODS, '/login?step=code');
  fireEvent.click(screen.getByRole('button', { name: 'Back to the login' }));
  await screen.findByLabelText(/^Password/);
});
