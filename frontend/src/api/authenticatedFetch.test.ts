import { afterEach, describe, expect, it, vi } from 'vitest';
import { authenticatedFetch } from './authenticatedFetch';
import { csrfToken } from './csrf';
import { ApiError } from './errors';
import { reauthenticated, setKnownUser } from './reauthentication';

const post = () =>
  new Request('http://stipple.test/api/v1/projects/', { method: 'POST', body: '{"name":"Cats"}' });
const answer = (status: number) => new Response(null, { status });

afterEach(() => {
  setKnownUser(null);
  vi.unstubAllGlobals();
});

describe('authenticatedFetch', () => {
  it('waits for the login dialog when a session ends, then sends the same body again', async () => {
    const bodies: string[] = [];
    const statuses = [401, 201];
    const fetch = vi.fn(async (request: Request) => {
      bodies.push(await request.text());
      return answer(statuses.shift() ?? 500);
    });
    vi.stubGlobal('fetch', fetch);
    setKnownUser({ id: 1, username: 'alice' });
    const pending = authenticatedFetch(post());
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledOnce());
    await new Promise((resolve) => setTimeout(resolve));
    expect(fetch).toHaveBeenCalledOnce();
    reauthenticated();
    expect((await pending).status).toBe(201);
    expect(bodies).toEqual(['{"name":"Cats"}', '{"name":"Cats"}']);
  });

  it('hands 401 on when nobody was logged in', async () => {
    vi.stubGlobal('fetch', async () => answer(401));
    expect((await authenticatedFetch(post())).status).toBe(401);
  });

  it('hands 401 of the login itself on', async () => {
    vi.stubGlobal('fetch', async () => answer(401));
    setKnownUser({ id: 1, username: 'alice' });
    const login = new Request('http://stipple.test/api/v1/auth/login/', { method: 'POST' });
    expect((await authenticatedFetch(login)).status).toBe(401);
  });

  it('fetches a new CSRF cookie before it changes anything when the browser has lost it', async () => {
    const page = { cookie: '' };
    const sent: string[] = [];
    vi.stubGlobal('document', page);
    vi.stubGlobal('fetch', async (request: Request | string) => {
      sent.push(typeof request === 'string' ? request : `POST with ${request.headers.get('X-CSRFToken')}`);
      page.cookie = 'csrftoken=fresh';
      return answer(200);
    });
    expect((await authenticatedFetch(post())).status).toBe(200);
    await authenticatedFetch(post());
    expect(sent).toEqual(['/api/v1/me/', 'POST with fresh', 'POST with fresh']);
  });

  it('throws a typed error when no answer comes', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const error = await authenticatedFetch(post()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 0, code: 'offline', isOffline: true });
  });
});

describe('csrfToken', () => {
  it('finds the cookie among others', () => {
    expect(csrfToken('theme=dark; csrftoken=a%20b; x=1')).toBe('a b');
    expect(csrfToken('notcsrftoken=1')).toBe('');
  });
});
