// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BatchPill } from './BatchPill';

const PAGE = { next: null, previous: null, results: [{ id: 7, name: 'Night' }] };

function show(batch: string, answer: () => Promise<Response>) {
  vi.stubGlobal('fetch', answer);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <BatchPill project={3} batch={batch} onRemove={() => {}} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return screen.getByTestId('batch-filter');
}

const listed = async () => new Response(JSON.stringify(PAGE), { status: 200 });

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('names the batch', async () => {
  const pill = show('7', listed);
  await vi.waitFor(() => expect(pill.textContent).toBe('In the batch Night'));
});

it('does not say what it does not know yet', () => {
  expect(show('7', () => new Promise(() => {})).textContent).toBe('Batch');
});

it('says that a batch is gone', async () => {
  const pill = show('8', listed);
  await vi.waitFor(() => expect(pill.textContent).toBe('A batch that is gone'));
});

it('says it where the list is of images in no batch', () => {
  expect(show('none', listed).textContent).toBe('In no batch');
});
