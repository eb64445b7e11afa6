// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelFixture } from '../../api/modelFixture';
import type { StoredModel } from '../../api/types';
import { ModelsPage } from './ModelsPage';

const ME = { id: 1, username: 'alice', email: '', name: 'Alice', color: '#e64980', organizations: [] };

interface Installation {
  isOperator?: boolean;
  models: StoredModel[];
  /** Answers of changing requests, by "METHOD path"; [status, body]. */
  changes?: Record<string, [number, unknown]>;
}

function show({ isOperator = true, models, changes = {} }: Installation) {
  const asked: string[] = [];
  const bodies: unknown[] = [];
  const fetch = vi.fn(async (input: Request | string) => {
    const request = new Request(new URL(typeof input === 'string' ? input : input.url, 'http://localhost'), {
      ...(typeof input === 'string' ? {} : { method: input.method }),
    });
    const key = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(key);
    if (typeof input !== 'string' && input.method === 'POST')
      bodies.push(await input.json().catch(() => null));
    const [status, body] = changes[key] ?? [200, ANSWERS[key]?.()];
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  });
  const ANSWERS: Record<string, () => unknown> = {
    'GET /api/v1/me/': () => ({ ...ME, is_operator: isOperator }),
    'GET /api/v1/models/': () => ({ next: null, previous: null, results: models }),
    'GET /api/v1/models/published/': () => [
      { name: 'swin_tiny', title: 'Swin-Tiny', preset: 'dynamite_swin_tiny', url: '', installed: true },
      { name: 'r50', title: 'ResNet-50', preset: 'dynamite_r50', url: '', installed: false },
    ],
  };
  vi.stubGlobal('fetch', fetch);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MemoryRouter>
          <ModelsPage />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const count = (key: string) => asked.filter((other) => other === key).length;
  return { asked, bodies, count };
}

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
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
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('ModelsPage', () => {
  it('shows what each model is, how fast, and who uses and serves it', async () => {
    show({ models: [modelFixture({ project_count: 2 })] });
    const row = (await screen.findAllByTestId('model-row'))[0] as HTMLElement;
    for (const fact of ['swin_tiny', '48.3 M', '193 MB', '120 ms a click', '2 projects', '1 worker']) {
      expect(within(row).getByText(fact)).toBeDefined();
    }
  });

  it('lets only those who run the installation change something', async () => {
    const models = [modelFixture(), modelFixture({ id: 2, name: 'b', state: 'failed', detail: 'no route' })];
    show({ isOperator: false, models });
    await screen.findAllByTestId('model-row');
    expect(screen.getByText('No route')).toBeDefined();
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('asks again each second while a model is being installed, and stops when it is ready', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const models = [modelFixture({ state: 'fetching', progress: 0.5 })];
    const { count } = show({ models });
    await screen.findByText('Fetching · 50 %');
    models[0] = modelFixture();
    await vi.advanceTimersByTimeAsync(1100);
    await screen.findByText('Ready');
    const asked = count('GET /api/v1/models/');
    expect(asked).toBe(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(count('GET /api/v1/models/')).toBe(asked);
  });

  it('tells in the dialog why a model cannot be removed, and keeps it', async () => {
    const detail = 'The projects “Cells” and “Zebras” use it. Choose another model there first.';
    show({
      models: [modelFixture({ project_count: 2 })],
      changes: { 'DELETE /api/v1/models/1/': [409, { code: 'model-in-use', detail }] },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'More about DynaMITe Swin-Tiny' }));
    fireEvent.click(await screen.findByText('Remove…'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/Its weights \(193 MB\)/)).toBeDefined();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove the model' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain(detail);
  });

  it('installs a published model that is not installed yet', async () => {
    const { bodies } = show({
      models: [modelFixture()],
      changes: { 'POST /api/v1/models/': [202, modelFixture({ id: 9, name: 'r50', state: 'queued' })] },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a model' }));
    const installed = await screen.findByRole('radio', { name: /Swin-Tiny/ });
    expect(installed.hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: /ResNet-50/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Install' }));
    await waitFor(() => expect(bodies).toMatchObject([{ source: 'published', published: 'r50' }]));
  });

  it('puts what the server refuses under its field, and keeps the form', async () => {
    const refusal = {
      code: 'invalid',
      detail: 'Refused.',
      errors: { url: ['The server cannot reach this host.'] },
    };
    show({ models: [], changes: { 'POST /api/v1/models/': [400, refusal] } });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a model' }));
    fireEvent.click(await screen.findByRole('tab', { name: 'From an address' }));
    const panel = screen.getByRole('tabpanel', { name: 'From an address' });
    fireEvent.click(within(panel).getByRole('button', { name: 'Install' }));
    expect(within(panel).getByText('Say where the weights are.')).toBeDefined();
    const address = within(panel).getByLabelText<HTMLInputElement>(/Address/);
    fireEvent.change(address, { target: { value: 'https://weights.test/Swin_T.pth' } });
    expect(within(panel).getByLabelText<HTMLInputElement>(/Name/).value).toBe('swin_t');
    fireEvent.click(within(panel).getByRole('button', { name: 'Install' }));
    expect(await within(panel).findByText('The server cannot reach this host.')).toBeDefined();
    expect(address.value).toBe('https://weights.test/Swin_T.pth');
  });
});
