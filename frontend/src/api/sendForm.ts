/** One multipart request that tells how much of it has left. XMLHttpRequest, because fetch tells nothing about that. */
import { currentT } from '../i18n/language';
import { CSRF_HEADER, freshCsrfToken } from './csrf';
import { ApiError, offlineError, problemToError } from './errors';
import { reauthenticate } from './reauthentication';

/**
 * POST `form` and return the parsed answer. `onProgress` gets the part that has left, 0 … 1.
 * Rejects with ApiError, or with an AbortError when `signal` ends it.
 */
export async function sendForm(
  path: string,
  form: FormData,
  onProgress: (sent: number) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  const token = await freshCsrfToken().catch(() => Promise.reject(offlineError()));
  signal?.throwIfAborted();
  return new Promise((resolve, reject: (error: ApiError | DOMException) => void) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', path);
    request.setRequestHeader(CSRF_HEADER, token);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', currentT().language);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status < 300 && body !== null) resolve(body);
      else reject(problemToError(request.status, body, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => reject(offlineError());
    request.onabort = () =>
      reject(signal?.aborted ? new DOMException('cancelled', 'AbortError') : offlineError());
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    request.send(form);
  });
}

/** The same, sent again after the password where the session has ended. */
export async function sendFormLoggedIn(...form: Parameters<typeof sendForm>): Promise<unknown> {
  for (;;) {
    try {
      return await sendForm(...form);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      await reauthenticate();
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
