// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendForm } from './sendForm';

class FakeRequest {
  static made: FakeRequest[] = [];
  upload: { onprogress?: (event: object) => void } = {};
  status = 0;
  responseText = '';
  readonly headers: Record<string, string> = {};
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  onloadend = () => {};
  open = vi.fn();
  send = vi.fn();

  constructor() {
    FakeRequest.made.push(this);
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getResponseHeader(): string | null {
    return null;
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body);
    this.onload();
    this.onloadend();
  }

  abort(): void {
    this.onabort();
    this.onloadend();
  }
}

async function send(signal?: AbortSignal) {
  const onProgress = vi.fn();
  const answer = sendForm('/api/v1/models/', new FormData(), onProgress, signal);
  answer.catch(() => undefined);
  const request = await vi.waitFor(() => {
    const last = FakeRequest.made.pop();
    if (last === undefined) throw new Error('nothing was sent yet');
    return last;
  });
  return { request, answer, onProgress };
}

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
});
afterEach(() => void vi.unstubAllGlobals());

it('tells what part has left, and then what the server made of it', async () => {
  const { request, answer, onProgress } = await send();
  request.upload.onprogress?.({ lengthComputable: true, loaded: 25, total: 100 });
  request.answer(201, { id: 5 });
  expect(await answer).toEqual({ id: 5 });
  expect(onProgress).toHaveBeenCalledWith(0.25);
  expect(request.headers['X-CSRFToken']).toBe('token');
});

it('hands on what the server says about fields', async () => {
  const { request, answer } = await send();
  request.answer(400, { code: 'invalid', detail: 'Not taken.', errors: { file: ['These are no weights.'] } });
  await expect(answer).rejects.toMatchObject({ fields: { file: 'These are no weights.' } });
});

it('tells a cancelled request from a broken connection', async () => {
  const controller = new AbortController();
  const cancelled = await send(controller.signal);
  controller.abort();
  await expect(cancelled.answer).rejects.toMatchObject({ name: 'AbortError' });
  const broken = await send();
  broken.request.onerror();
  await expect(broken.answer).rejects.toMatchObject({ code: 'offline' });
});

it('takes an answer that is no JSON for a failure', async () => {
  const { request, answer } = await send();
  request.answer(502, '<html>Bad Gateway</html>');
  await expect(answer).rejects.toMatchObject({ status: 502, code: 'server-error' });
});
