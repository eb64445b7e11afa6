// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBatch } from './work';

const VALUES = { name: 'Night', priority: 0, assignee: null, group: null };
const CHOICE = { filter: {}, count: null };
const BATCH = { id: 7, name: 'Night', image_count: 0 };

/** A server that makes the batch, and gives the answers to what is asked then. */
function serve(then: Readonly<Record<string, () => Response>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const what = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(what);
    return then[what]?.() ?? new Response(JSON.stringify(BATCH), { status: 201 });
  });
  return asked;
}

const refused = () =>
  new Response(JSON.stringify({ code: 'invalid', detail: 'No image is like that.' }), { status: 400 });

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
});
afterEach(() => void vi.unstubAllGlobals());

it('deletes a batch that cannot be filled, and says why', async () => {
  const asked = serve({
    'POST /api/v1/projects/3/assign/': refused,
    'DELETE /api/v1/batches/7/': () => new Response(null, { status: 204 }),
  });
  await expect(createBatch(3, VALUES, CHOICE)).rejects.toMatchObject({ detail: 'No image is like that.' });
  expect(asked).toEqual([
    'POST /api/v1/projects/3/batches/',
    'POST /api/v1/projects/3/assign/',
    'DELETE /api/v1/batches/7/',
  ]);
});

it('says why a batch was not filled even when it cannot be deleted again', async () => {
  serve({
    'POST /api/v1/projects/3/assign/': refused,
    'DELETE /api/v1/batches/7/': () => new Response('{}', { status: 500 }),
  });
  await expect(createBatch(3, VALUES, CHOICE)).rejects.toMatchObject({ detail: 'No image is like that.' });
});

it('keeps a batch that is filled', async () => {
  const asked = serve({});
  await expect(createBatch(3, VALUES, CHOICE)).resolves.toEqual(BATCH);
  expect(asked.at(-1)).toBe('GET /api/v1/batches/7/');
});
