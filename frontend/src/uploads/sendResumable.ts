/**
 * One large file by tus (https://tus.io): what has arrived stays, whatever happens to the connection, the session or
 * the page. It goes on by itself; the same file chosen again, after a reload too, goes on where it was.
 */
import { DetailedError, type HttpResponse, Upload } from 'tus-js-client';
import { http, unwrap } from '../api/client';
import { CSRF_HEADER, freshCsrfToken } from '../api/csrf';
import { ApiError, offlineError, problemToError } from '../api/errors';
import { getKnownUser, reauthenticate } from '../api/reauthentication';
import type { UploadResult } from '../api/types';
import { currentT } from '../i18n/language';
import { passed, untilOnline } from './untilOnline';

export type UploadPurpose = 'image' | 'archive' | 'import';

export interface ResumableProgress {
  /** 0..1 of the file. */
  readonly sent: number;
  /** The connection is lost; it goes on by itself. */
  readonly isLost: boolean;
}

/** A proxy that gathers a request before it hands it on loses at most so much. */
const PIECE_BYTES = 32 * 1024 * 1024;
const LONGEST_PAUSE_MS = 15_000;
/** Without any progress for so long the connection counts as lost: a browser may notice only after many minutes. */
const STALLED_MS = 45_000;
const POLL_MS = 1500;

/** Resolves with what the file became. Rejects with ApiError, or with an AbortError when `signal` ends it. */
export async function sendResumable(
  project: number,
  file: File,
  purpose: UploadPurpose,
  onProgress: (progress: ResumableProgress) => void,
  signal?: AbortSignal,
): Promise<UploadResult> {
  const progress = { sent: 0, isLost: false };
  const tell = (change: Partial<ResumableProgress>) => onProgress(Object.assign(progress, change));
  const upload = newUpload(project, file, purpose);
  const [previous] = await upload.findPreviousUploads().catch(() => []);
  if (previous) upload.resumeFromPreviousUpload(previous);
  const onSent = (sent: number) => tell({ sent: file.size === 0 ? 1 : sent / file.size, isLost: false });
  await keepTrying(
    () => attempt(upload, onSent, signal),
    () => tell({ isLost: true }),
    signal,
  );
  const id = upload.url?.split('/').filter(Boolean).at(-1) ?? '';
  return keepTrying(
    () => becomes(id, signal),
    () => tell({ isLost: true }),
    signal,
  );
}

function newUpload(project: number, file: File, purpose: UploadPurpose): Upload {
  const endpoint = `${window.location.origin}/api/v1/projects/${project}/uploads/`;
  return new Upload(file, {
    endpoint,
    chunkSize: PIECE_BYTES,
    retryDelays: null,
    metadata: { filename: file.name, purpose },
    removeFingerprintOnSuccess: true,
    fingerprint: async () =>
      ['stipple', getKnownUser()?.id, purpose, file.name, file.size, file.lastModified, endpoint].join('|'),
    onBeforeRequest: async (request) => {
      request.setHeader(CSRF_HEADER, await freshCsrfToken());
      request.setHeader('Accept-Language', currentT().language);
    },
    // The library would begin the file again whatever a HEAD is refused for: only an upload that is gone is a reason.
    onAfterResponse: (request, response) => {
      const status = response.getStatus();
      const isAnswer = (status >= 200 && status < 300) || status === 404 || status === 410;
      if (request.getMethod() === 'HEAD' && !isAnswer) throw problemOf(response);
    },
  });
}

/** Until it succeeds, is refused for good, or is ended. */
async function keepTrying<R>(
  run: () => Promise<R>,
  onLost: () => void,
  signal: AbortSignal | undefined,
): Promise<R> {
  for (let failures = 0; ; failures++) {
    try {
      return await run();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) {
        await reauthenticate();
        continue;
      }
      if (!mayPass(error)) throw error;
      onLost();
      const pause = error.retryAfterS === null ? 1000 * 2 ** failures : 1000 * error.retryAfterS;
      await untilOnline(Math.min(pause, LONGEST_PAUSE_MS), signal);
    }
  }
}

/** A lost connection, another request that still writes, an offset that has moved on, a server that comes back. */
function mayPass(error: ApiError): boolean {
  return error.isOffline || error.status >= 500 || [409, 410, 423, 429, 460].includes(error.status);
}

/** Send until the end, or until something goes wrong; called again, it first asks the server how much it has. */
function attempt(
  upload: Upload,
  onSent: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - heard < STALLED_MS) return;
      void upload.abort();
      end(() => reject(offlineError()));
    }, 1000);
    const end = (settle: () => void) => {
      clearInterval(watch);
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => {
      // Ended for good: the server forgets it too. A server that cannot be reached forgets it in a week.
      void upload.abort(true).catch(() => {});
      end(() => reject(new DOMException('cancelled', 'AbortError')));
    };
    upload.options.onProgress = (bytes) => {
      heard = Date.now();
      onSent(bytes);
    };
    upload.options.onSuccess = () => end(resolve);
    upload.options.onError = (error) => end(() => reject(asApiError(error)));
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    upload.start();
  });
}

/** What the whole file became: at once, but for an archive that waits until another job has ended. */
async function becomes(id: string, signal: AbortSignal | undefined): Promise<UploadResult> {
  for (;;) {
    const params = { path: { upload_id: id } };
    const { result } = await unwrap(http.GET('/api/v1/uploads/{upload_id}/', { params }));
    if (result) return result;
    await passed(POLL_MS, signal);
  }
}

function asApiError(error: Error | DetailedError): ApiError {
  if (!(error instanceof DetailedError)) return offlineError();
  if (error.causingError instanceof ApiError) return error.causingError;
  return error.originalResponse ? problemOf(error.originalResponse) : offlineError();
}

function problemOf(response: HttpResponse): ApiError {
  const retryAfter = response.getHeader('Retry-After') ?? null;
  return problemToError(response.getStatus(), parsed(response.getBody()), retryAfter);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
