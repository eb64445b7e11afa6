// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Role, TeamStatistics, Totals } from '../../api/types';
import TeamQualityPage from './TeamQualityPage';

const STATES = { new: 0, prelabelled: 0, in_progress: 0, submitted: 0, accepted: 0, rejected: 0 };

function totals(changes: Partial<Totals> = {}): Totals {
  const counts = { images: 0, reworked: 0, objects: 0, seconds: 0, clicks: 0, strokes: 0 };
  const judged = { accepted: 0, rejected: 0, fixed_objects: 0, acceptance: null };
  const means = { seconds_per_object: null, clicks_per_object: null, gold_score: null, agreement: null };
  return { ...counts, ...judged, ...means, ...changes };
}

const person = (id: number, name: string, changes: Partial<Totals>) => ({
  person: { id, name, color: '#e64980' },
  ...totals(changes),
  gold_count: 0,
});
const project = (id: number, name: string, changes: Partial<Totals>, states: Partial<typeof STATES>) => ({
  project: { id, name },
  states: { ...STATES, ...states },
  ...totals(changes),
});

const NOTHING: TeamStatistics = {
  from: '2026-03-02',
  to: '2026-03-31',
  person: null,
  person_name: null,
  totals: totals(),
  before: totals(),
  daily: [],
  labels: [],
  agreement: [],
  people: [],
  reviewers: [],
  states: STATES,
  forecast: { remaining: 0, per_day: 0, days: 14, done_on: null },
  projects: [],
};

const MONTH: TeamStatistics = {
  ...NOTHING,
  totals: totals({ images: 9 }),
  daily: [{ ...totals({ images: 9 }), day: '2026-03-09' }],
  people: [
    person(7, 'Bea', { images: 6, seconds_per_object: 4 }),
    person(8, 'Cid', { images: 3, seconds_per_object: 9 }),
  ],
  states: { ...STATES, new: 3, submitted: 9 },
  projects: [
    project(4, 'Croquet', { images: 6 }, { new: 2, submitted: 6 }),
    project(5, 'Tea party', { images: 3 }, { new: 1, submitted: 1, accepted: 2 }),
  ],
};

interface Server {
  role?: Role;
  path?: string;
  answer?: [status: number, body: unknown];
}

/** The page over a server of one team; `asked` are the addresses of the figures that it was asked for. */
function open({ role = 'manager', path = '/team/2/quality', answer = [200, MONTH] }: Server = {}) {
  const asked: string[] = [];
  const team = { id: 2, name: 'Birds', role, needs_mfa: false };
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    if (pathname === '/api/v1/me/')
      return new Response(JSON.stringify({ id: 1, username: 'alice', organizations: [team] }));
    asked.push(pathname + search);
    return new Response(JSON.stringify(answer[1]), { status: answer[0] });
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/team/:id/quality" element={<TeamQualityPage />} />
          </Routes>
          <Address />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return asked;
}

function Address() {
  return <p data-testid="address">{useLocation().search}</p>;
}

const names = (table: string) =>
  within(screen.getByTestId(table))
    .getAllByRole('link')
    .map((link) => link.textContent)
    .filter(Boolean);
const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('tells projects and people apart, and leads to each of them in the same period', async () => {
  const asked = open({ path: '/team/2/quality?from=2026-03-02&to=2026-03-31' });
  await screen.findByTestId('projects-table');
  expect(asked).toEqual(['/api/v1/organizations/2/statistics/?from=2026-03-02&to=2026-03-31']);
  expect(names('projects-table')).toEqual(['Croquet', 'Tea party']);
  expect(screen.getByTestId('projects-table').textContent).toContain('75');
  expect(hrefOf('Tea party')).toBe('/projects/5/quality?from=2026-03-02&to=2026-03-31');
  expect(hrefOf('Bea')).toBe('/team/2/quality?from=2026-03-02&to=2026-03-31&person=7');
  expect(hrefOf('Activity of Bea')).toBe('/team/2?tab=activity&actor=7');
  for (const table of ['projects', 'people', 'daily', 'agreement']) {
    const address = `/api/v1/organizations/2/statistics/${table}.csv?from=2026-03-02&to=2026-03-31`;
    expect(document.querySelector(`a[href="${address}"]`)).not.toBeNull();
  }
});

it('keeps the order of each table in the address', async () => {
  open({ path: '/team/2/quality?projects_by=-name' });
  await screen.findByTestId('projects-table');
  expect(names('projects-table')).toEqual(['Tea party', 'Croquet']);
  expect(names('people-table')).toEqual(['Bea', 'Cid']);
  const people = within(screen.getByTestId('people-table'));
  fireEvent.click(people.getByRole('button', { name: 'Sort by Time per object' }));
  expect(names('people-table')).toEqual(['Cid', 'Bea']);
  expect(screen.getByTestId('address').textContent).toBe('?projects_by=-name&people_by=-time');
  fireEvent.click(people.getByRole('button', { name: 'Sort by Images handed in' }));
  expect(screen.getByTestId('address').textContent).toBe('?projects_by=-name');
});

it('shows one person with the projects they worked in', async () => {
  const answer: [number, unknown] = [200, { ...MONTH, person: 7, person_name: 'Bea' }];
  const asked = open({ path: '/team/2/quality?days=7&person=7', answer });
  await screen.findByRole('heading', { name: 'What Bea has done' });
  expect(asked[0]).toContain('&person=7');
  expect(screen.queryByTestId('people-table')).toBeNull();
  expect(hrefOf('Croquet')).toBe('/projects/4/quality?days=7&person=7');
  expect(hrefOf('Activity')).toBe('/team/2?tab=activity&actor=7');
  expect(hrefOf('Everybody')).toBe('/team/2/quality?days=7');
});

it('says what to do while there is nothing to show', async () => {
  open({ answer: [200, NOTHING] });
  await screen.findByRole('heading', { name: 'No figures yet' });
  expect(hrefOf('To the projects')).toBe('/projects');
  expect(screen.queryByTestId('projects-table')).toBeNull();
});

it('says what went wrong and tries again', async () => {
  const asked = open({ answer: [503, { code: 'unavailable', detail: 'The database does not answer.' }] });
  await screen.findByText('The database does not answer.');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
});

it.each(['reviewer', 'annotator', 'viewer'] as const)('is no page for somebody who is %s', async (role) => {
  const asked = open({ role });
  await screen.findByRole('heading', { name: /not found|nothing here/i });
  expect(asked).toEqual([]);
});
