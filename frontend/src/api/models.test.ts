// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelFixture } from './modelFixture';
import { deleteModel, isUsable, pollInterval } from './models';

function answer(status: number, body: unknown) {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));
}

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
});
afterEach(() => void vi.unstubAllGlobals());

describe('pollInterval', () => {
  it('asks each second while something is being installed, and then no more', () => {
    const ready = modelFixture();
    expect(pollInterval(undefined)).toBe(false);
    expect(pollInterval([])).toBe(false);
    for (const state of ['queued', 'fetching', 'verifying', 'converting'] as const) {
      expect(pollInterval([ready, modelFixture({ state })]), state).toBe(1000);
    }
    for (const state of ['ready', 'failed', 'cancelled'] as const) {
      expect(pollInterval([ready, modelFixture({ state })]), state).toBe(false);
    }
  });
});

it('offers a model only when it is ready and enabled', () => {
  expect(isUsable(modelFixture())).toBe(true);
  expect(isUsable(modelFixture({ is_enabled: false }))).toBe(false);
  expect(isUsable(modelFixture({ state: 'failed' }))).toBe(false);
});

it('tells which projects keep a model from being removed', async () => {
  answer(409, {
    code: 'model-in-use',
    detail: '“Zebras” and “Cells” use it; choose another model there.',
    errors: {
      projects: [
        { id: 3, name: 'Cells' },
        { id: 4, name: 'Zebras' },
      ],
    },
  });
  await expect(deleteModel(1)).rejects.toMatchObject({
    code: 'model-in-use',
    detail: '“Zebras” and “Cells” use it; choose another model there.',
    fields: {},
  });
});
