// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setKnownUser } from '../../api/reauthentication';
import { JoinPage } from './JoinPage';

const OFFER = {
  team: 'Wonderland',
  inviter: 'Alice',
  role: 'annotator',
  email: '',
  expires: '2030-01-01T00:00:00Z',
  state: 'open',
  held: null,
};
const ME = { id: 1, username: 'bob', name: 'Bob', email: 'Bob@example.org', language: '', organizations: [] };
const PASSWORDS = { password: true, sso: null };
const NOBODY = { status: 401, code: 'not-logged-in', detail: 'Log in first.' };

interface Stage {
  offer?: Partial<typeof OFFER> | null;
  isLoggedIn?: boolean;
  accepted?: { status: number; body: unknown };
  methods?: { password: boolean; sso: { name: string } | null };
}

function show({
  offer = {},
  isLoggedIn = false,
  accepted = { status: 200, body: {} },
  methods = PASSWORDS,
}: Stage) {
  const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
  const fetch = vi.fn(async (request: Request) => {
    if (request.url.endsWith('/accept/')) return answer(accepted.status, accepted.body);
    if (request.url.endsWith('/auth/methods/')) return answer(200, methods);
    if (request.url.endsWith('/auth/sso/')) return answer(503, { code: 'sso-unavailable', detail: 'Later.' });
    if (request.url.endsWith('/auth/logout/')) return new Response(null, { status: 204 });
    if (request.url.endsWith('/me/')) return isLoggedIn ? answer(200, ME) : answer(401, NOBODY);
    return offer === null
      ? answer(404, { code: 'not-found', detail: '' })
      : answer(200, { ...OFFER, ...offer });
  });
  vi.stubGlobal('fetch', fetch);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={['/join/inv_code']}>
          <Routes>
            <Route path="/join/:code" element={<JoinPage />} />
            <Route path="/projects" element={<p>All projects</p>} />
            <Route path="/login" element={<Where />} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return fetch;
}

function Where() {
  return <p>Login{useLocation().search}</p>;
}

const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  setKnownUser(null);
  cleanup();
  vi.unstubAllGlobals();
});

it('lets somebody new make an account, and goes in', async () => {
  const fetch = show({});
  await screen.findByText('Join Wonderland');
  type(/^Username/, ' nina ');
  type(/^E-mail/, 'nina@example.org');
  type(/^Password/, 'dots into masks');
  fireEvent.click(screen.getByRole('button', { name: 'Create my account and join' }));
  await screen.findByText('All projects');
  const sent = fetch.mock.calls.map(([request]) => request).find(({ url }) => url.endsWith('/accept/'));
  expect(await sent?.json()).toEqual({
    username: 'nina',
    name: '',
    email: 'nina@example.org',
    password: 'dots into masks',
  });
});

it('says at the field what will not do, and keeps what was typed', async () => {
  const errors = { username: ['Somebody here is called so already.'] };
  show({ accepted: { status: 400, body: { code: 'invalid', detail: 'No.', errors } } });
  await screen.findByText('Join Wonderland');
  type(/^Username/, 'alice');
  type(/^E-mail/, 'nina@example.org');
  type(/^Password/, 'dots into masks');
  fireEvent.click(screen.getByRole('button', { name: 'Create my account and join' }));
  await screen.findByText('Somebody here is called so already.');
  expect(screen.getByLabelText<HTMLInputElement>(/^Username/).value).toBe('alice');
});

it('leads who has an account to the login and back', async () => {
  show({});
  const link = await screen.findByRole('link', { name: 'I have an account' });
  expect(link.getAttribute('href')).toBe('/login?next=%2Fjoin%2Finv_code');
});

it('does not let the address of a letter be changed', async () => {
  show({ offer: { email: 'nina@wonder.example' } });
  const field = await screen.findByLabelText<HTMLInputElement>(/^E-mail/);
  expect([field.value, field.readOnly]).toEqual(['nina@wonder.example', true]);
});

it('needs one button of who is logged in', async () => {
  show({ isLoggedIn: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Join the team' }));
  await screen.findByText('All projects');
});

it.each(['expired', 'used', 'revoked'] as const)(
  'says what to do about an invitation that is %s',
  async (state) => {
    show({ offer: { state } });
    await screen.findByText('This invitation does not work');
    expect(screen.getByText(/new one/).textContent).not.toBe('');
    expect(screen.queryByRole('button')).toBeNull();
  },
);

it('says what to do about a link that leads nowhere', async () => {
  show({ offer: null });
  await screen.findByText(/There is no invitation behind this link/);
});

it.each([
  ['viewer', true],
  ['manager', false],
])('offers a member in the role %s a higher role of a letter alone', async (held, isOffered) => {
  show({ offer: { held: held as never, email: 'bob@example.org' }, isLoggedIn: true });
  await screen.findByText('You are in this team');
  expect(screen.queryByRole('button', { name: 'Take the role Annotator' }) !== null).toBe(isOffered);
});

it('offers a member no role of a link', async () => {
  show({ offer: { held: 'viewer' as never }, isLoggedIn: true });
  await screen.findByText('You are in this team');
  expect(screen.queryByRole('button', { name: 'Take the role Annotator' })).toBeNull();
});

it('asks for no password where single sign-on is the rule, and comes back to the invitation', async () => {
  const fetch = show({ methods: { password: false, sso: { name: 'Wonderland ID' } } });
  fireEvent.click(await screen.findByRole('button', { name: 'Log in with Wonderland ID' }));
  expect(screen.queryByLabelText(/^Password/)).toBeNull();
  await screen.findByRole('alert');
  const sent = fetch.mock.calls.map(([request]) => request).find(({ url }) => url.endsWith('/auth/sso/'));
  expect(await sent?.json()).toEqual({ next: '/join/inv_code' });
});

it('offers both where both are taken', async () => {
  show({ methods: { password: true, sso: { name: 'Wonderland ID' } } });
  await screen.findByRole('button', { name: 'Log in with Wonderland ID' });
  expect(screen.getByLabelText(/^Password/)).toBeTruthy();
});

it('lets who is logged in as somebody else come back with the right account', async () => {
  const fetch = show({ isLoggedIn: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Not you? Log in with another account' }));
  await screen.findByText('Login?next=%2Fjoin%2Finv_code');
  expect(fetch.mock.calls.some(([request]) => request.url.endsWith('/auth/logout/'))).toBe(true);
});

it('says to whom a letter went that is not for this account, and offers nothing but another one', async () => {
  show({ offer: { email: 'nina@wonder.example' }, isLoggedIn: true });
  await screen.findByText(/was sent to nina@wonder.example/);
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
    'Not you? Log in with another account',
  ]);
});

it('takes the address of a letter in any case', async () => {
  show({ offer: { email: 'bob@Example.org' }, isLoggedIn: true });
  await screen.findByRole('button', { name: 'Join the team' });
});

it('says to a member, too, that a letter went to another address', async () => {
  const offer = { held: 'viewer' as never, email: 'nina@wonder.example' };
  show({ offer, isLoggedIn: true });
  await screen.findByText(/was sent to nina@wonder.example/);
  expect(screen.queryByRole('button', { name: 'Take the role Annotator' })).toBeNull();
});
