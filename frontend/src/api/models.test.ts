// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelFixture } from './modelFixture';
import { addModelFromUrl, deleteModel, isUsable, MODEL_STATES, pollInterval } from './models';

function answer(status: number, body: unknown) {
  const fetch = vi.fn(async (_request: Request) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
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
    for (const state of MODEL_STATES) {
      const isInstalling = ['queued', 'fetching', 'verifying', 'converting'].includes(state);
      expect(pollInterval([ready, modelFixture({ state })]), state).toBe(isInstalling ? 1000 : false);
    }
  });
});

it('offers a model only when it is ready and enabled', () => {
  expect(isUsable(modelFixture())).toBe(true);
  expect(isUsable(modelFixture({ is_enabled: false }))).toBe(false);
  expect(isUsable(modelFixture({ state: 'failed' }))).toBe(false);
});

it('leaves out what the form left empty, so that the server detects it', async () => {
  const fetch = answer(201, modelFixture());
  await addModelFromUrl({ url: 'https://weights.test/a.pth', name: 'a', preset: '', sha256: '' });
  expect(await fetch.mock.calls[0]?.[0].json()).toEqual({
    source: 'url',
    url: 'https://weights.test/a.pth',
    name: 'a',
  });
});

it('tells which projects keep a model from being removed', async () => {
  answer(409, { code: 'model-in-use', detail: '“Zebras” and “Cells” use it; choose another model there.' });
  await expect(deleteModel(1)).rejects.toMatchObject({
    code: 'model-in-use',
    detail: '“Zebras” and “Cells” use it; choose another model there.',
  });
});
