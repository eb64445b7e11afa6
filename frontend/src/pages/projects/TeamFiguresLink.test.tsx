// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Me, Role } from '../../api/types';
import { TeamFiguresLink } from './TeamFiguresLink';

const team = (id: number, name: string, role: Role, needs_mfa = false) => ({ id, name, role, needs_mfa });

function show(...organizations: ReturnType<typeof team>[]) {
  render(
    <MantineProvider env="test">
      <MemoryRouter>
        <TeamFiguresLink me={{ organizations } as unknown as Me} />
      </MemoryRouter>
    </MantineProvider>,
  );
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('leads managers to the figures of their team', () => {
  show(team(1, 'Birds', 'annotator'), team(2, 'Fish', 'manager'));
  expect(screen.getByRole('link', { name: 'Quality and figures' }).getAttribute('href')).toBe(
    '/team/2/quality',
  );
});

it('asks which team where there are several', async () => {
  show(team(2, 'Fish', 'manager'), team(3, 'Frogs', 'owner'), team(4, 'Locked', 'owner', true));
  fireEvent.click(screen.getByRole('button', { name: 'Quality and figures' }));
  const items = await screen.findAllByRole('menuitem');
  expect(items.map((item) => [item.textContent, item.getAttribute('href')])).toEqual([
    ['Fish', '/team/2/quality'],
    ['Frogs', '/team/3/quality'],
  ]);
});

it('is not there for who may not see the figures of any team', () => {
  show(team(1, 'Birds', 'reviewer'), team(4, 'Locked', 'owner', true));
  expect(screen.queryByText('Quality and figures')).toBeNull();
});
