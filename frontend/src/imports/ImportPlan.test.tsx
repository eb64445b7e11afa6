// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_CHOICES, startImport } from '../api/imports';
import type { Project } from '../api/types';
import { ImportPlan } from './ImportPlan';
import { importFileFixture, importJobFixture, summaryFixture } from './importFixture';

vi.mock('../api/imports', async (original) => ({ ...(await original<object>()), startImport: vi.fn() }));

const start = vi.mocked(startImport);
const FILE = importFileFixture();

function show() {
  const onStarted = vi.fn();
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <ImportPlan
          project={{ id: 7, labels: [] } as unknown as Project}
          file={FILE}
          onStarted={onStarted}
          onOther={() => undefined}
        />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return onStarted;
}

const counts = () =>
  [...screen.getByTestId('import-counts').querySelectorAll('tbody td')].map((cell) => cell.textContent);

beforeEach(() => {
  start.mockReset();
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

it('looks at the file by itself and tells what would come in, in rows that add up', async () => {
  start.mockResolvedValue(importJobFixture());
  show();
  await screen.findByText('This would come in');
  expect(start).toHaveBeenCalledExactlyOnceWith(FILE, DEFAULT_CHOICES, true);
  expect(counts()).toEqual(['3', '0', '', '2', '1', '9', '5', '0', '1', '3']);
  expect(screen.getByDisplayValue('Recognised: COCO instances')).toBeDefined();
  expect(screen.getByText('a.json, line 12 · images[2] · x.jpg')).toBeDefined();
  expect(screen.getByText('and 1 more, in the whole report')).toBeDefined();
  expect(screen.getByText('Boxes set to whole pixels: 4')).toBeDefined();
  expect(screen.getByRole('link', { name: /whole report/ }).getAttribute('href')).toBe(
    '/api/v1/jobs/j1/result/',
  );
});

it('looks again when something else is chosen, and imports with what was chosen', async () => {
  start.mockResolvedValueOnce(importJobFixture());
  start.mockResolvedValueOnce(
    importJobFixture({ id: 'j2', summary: { ...summaryFixture({ reasons: {} }) } }),
  );
  const onStarted = show();
  fireEvent.click(await screen.findByLabelText('Proposals'));
  const choices = { ...DEFAULT_CHOICES, objectsAs: 'proposals' };
  await waitFor(() => expect(start).toHaveBeenLastCalledWith(FILE, choices, true), { timeout: 3000 });
  await waitFor(() => expect(screen.queryByText('Left out, and why')).toBeNull());
  const job = importJobFixture({ id: 'j3', state: 'queued', summary: null });
  start.mockResolvedValueOnce(job);
  fireEvent.click(screen.getByRole('button', { name: 'Import now' }));
  await waitFor(() => expect(onStarted).toHaveBeenCalledWith(job));
  expect(start).toHaveBeenLastCalledWith(FILE, choices, false);
});

it('explains a file that cannot be imported, and lets its format be told', async () => {
  const problem = { code: 'unknown-format', detail: 'instances.json is in no format that can be imported.' };
  start.mockResolvedValue(importJobFixture({ state: 'failed', summary: null, problem }));
  show();
  expect(await screen.findByText('The format was not recognised')).toBeDefined();
  expect(screen.getByText(problem.detail)).toBeDefined();
  expect(screen.getByDisplayValue('Recognise it by its content')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Import now' })).toBeNull();
});

it('says so where an import would change nothing', async () => {
  const objects = { in: 9, made: 0, updated: 0, unchanged: 9, left_out: 0, removed: 0 };
  const summary = { ...summaryFixture({ objects, labels: { mapped: {}, created: [] } }) };
  start.mockResolvedValue(importJobFixture({ summary }));
  show();
  expect(await screen.findByText(/importing it changes nothing/)).toBeDefined();
});
