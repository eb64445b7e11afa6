/** One multipart request with a few files. XMLHttpRequest, because fetch tells nothing about what has been sent. */
import { CSRF_HEADER, freshCsrfToken } from '../api/csrf';
import { type ApiError, offlineError, problemToError } from '../api/errors';
import type { UploadAnswer } from '../api/types';

/** Rejects with ApiError. `onProgress` gets the bytes of files that have left. */
export async function sendFiles(
  project: number,
  files: readonly File[],
  onProgress: (sentBytes: number) => void,
): Promise<UploadAnswer> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  const fileBytes = files.reduce((sum, file) => sum + file.size, 0);
  const token = await freshCsrfToken().catch(() => Promise.reject(offlineError()));
  return new Promise((resolve, reject: (error: ApiError) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/projects/${project}/images/`);
    request.setRequestHeader(CSRF_HEADER, token);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (event) => {
      // The envelope counts too: scale what was sent down to the files.
      if (event.lengthComputable) onProgress((event.loaded / event.total) * fileBytes);
    };
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status < 300 && isUploadAnswer(body)) resolve(body);
      else reject(problemToError(request.status, body, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => reject(offlineError());
    request.onabort = () => reject(offlineError());
    request.send(form);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isUploadAnswer(body: unknown): body is UploadAnswer {
  if (typeof body !== 'object' || body === null) return false;
  const answer = body as Partial<UploadAnswer>;
  return Array.isArray(answer.accepted) && Array.isArray(answer.duplicates) && Array.isArray(answer.refused);
}
