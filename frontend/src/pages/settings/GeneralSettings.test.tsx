// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { updateProject } from '../../api/projects';
import type { Project } from '../../api/types';
import { GeneralSettings } from './GeneralSettings';

vi.mock('../../api/projects', () => ({ updateProject: vi.fn() }));

const update = vi.mocked(updateProject);
const PROJECT = { id: 1, name: 'cups', description: '', guidelines: '', overlap: false } as Project;

function show() {
  const client = new QueryClient();
  const page = (project: Project) => (
    <QueryClientProvider client={client}>
      <MantineProvider env="test">
        <GeneralSettings project={project} />
      </MantineProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(page(PROJECT));
  return { reload: (changes: Partial<Project>) => rerender(page({ ...PROJECT, ...changes })) };
}

const overlap = () => screen.getByRole<HTMLInputElement>('switch');
const rename = (value: string) => fireEvent.change(screen.getByLabelText(/^Name/), { target: { value } });
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

beforeEach(() => {
  update.mockReset();
  update.mockImplementation(async (_, changes) => ({ ...PROJECT, ...changes }) as Project);
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  Object.assign(document, { fonts: { addEventListener() {}, removeEventListener() {} } });
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

it('shows what a colleague has made of the switch, and leaves it so when something else is saved', async () => {
  const { reload } = show();
  reload({ overlap: true });
  expect(overlap().checked).toBe(true);
  rename('mugs');
  save();
  await waitFor(() => expect(update).toHaveBeenCalled());
  expect(update.mock.calls[0]?.[1]).toEqual({ name: 'mugs', description: '', guidelines: '' });
});

it('sends the switch once it was touched, and follows the project again after that', async () => {
  const { reload } = show();
  fireEvent.click(overlap());
  save();
  await waitFor(() => expect(update).toHaveBeenCalled());
  expect(update.mock.calls[0]?.[1]).toMatchObject({ overlap: true });
  await waitFor(() => expect(overlap().checked).toBe(false));
  reload({ overlap: true });
  expect(overlap().checked).toBe(true);
});
