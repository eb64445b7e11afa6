/** fetch with the CSRF header, typed offline errors, and a wait for the password when the session has ended. */
import { currentT } from '../i18n/language';
import { CSRF_HEADER, freshCsrfToken, needsCsrfToken } from './csrf';
import { offlineError } from './errors';
import { getKnownUser, reauthenticate } from './reauthentication';

/**
 * Send `request`; if the session of a known user has ended, wait for the login dialog and send it again.
 * Throws ApiError `offline` when no answer comes; an aborted request throws the AbortError of fetch.
 */
export async function authenticatedFetch(request: Request): Promise<Response> {
  // A request body can be read once: keep a copy for the second try.
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 401 || !getKnownUser() || isAuthentication(request.url)) return response;
  await reauthenticate();
  return send(again);
}

async function send(request: Request): Promise<Response> {
  try {
    // What the server says about single fields comes in this language.
    request.headers.set('Accept-Language', currentT().language);
    if (needsCsrfToken(request.method)) request.headers.set(CSRF_HEADER, await freshCsrfToken());
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw offlineError();
  }
}

function isAuthentication(url: string): boolean {
  return new URL(url).pathname.startsWith('/api/v1/auth/log');
}
