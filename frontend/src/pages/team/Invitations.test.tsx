// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Invitation } from '../../api/types';
import { Invitations } from './Invitations';

const TEAM = { id: 3, name: 'Birds', role: 'owner', needs_mfa: false } as const;

const invitation = (id: number, email: string, state: Invitation['state']): Invitation => ({
  id,
  email,
  state,
  prefix: 'abc',
  role: 'annotator',
  uses: 0,
  max_uses: 1,
  created: '2026-03-01T12:00:00Z',
  created_by: 'Alice',
  expires: '2026-03-08T12:00:00Z',
});

/** The tab over a server with these invitations, by the state that is asked for; `asked` are those states. */
function open(kept: Record<string, Invitation[]>) {
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const state = new URL(request.url, 'http://localhost').searchParams.get('state');
    asked.push(state);
    return new Response(JSON.stringify({ next: null, previous: null, results: kept[state ?? ''] ?? [] }));
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <Invitations team={TEAM} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return asked;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('asks for the open ones alone, and for past ones when somebody wants to see them', async () => {
  const asked = open({
    open: [invitation(1, 'bea@example.org', 'open')],
    past: [invitation(2, 'cid@example.org', 'used')],
  });
  await screen.findByText('bea@example.org');
  expect(asked).toEqual(['open']);
  fireEvent.click(screen.getByRole('button', { name: 'Show past ones' }));
  await screen.findByText('cid@example.org');
  expect(asked).toEqual(['open', 'past']);
});

it('says so where there are none', async () => {
  open({});
  await screen.findByRole('heading', { name: 'Nobody is invited just now' });
  fireEvent.click(screen.getByRole('button', { name: 'Show past ones' }));
  await screen.findByText('There are no past ones yet.');
});
