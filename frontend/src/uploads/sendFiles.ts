/** One multipart request with a few files. */
import { problemToError } from '../api/errors';
import { sendForm } from '../api/sendForm';
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
  // The envelope counts too: scale what was sent down to the files.
  const answer = await sendForm(`/api/v1/projects/${project}/images/`, form, (sent) =>
    onProgress(sent * fileBytes),
  );
  if (!isUploadAnswer(answer)) throw problemToError(200, answer);
  return answer;
}

function isUploadAnswer(body: unknown): body is UploadAnswer {
  if (typeof body !== 'object' || body === null) return false;
  const answer = body as Partial<UploadAnswer>;
  return Array.isArray(answer.accepted) && Array.isArray(answer.duplicates) && Array.isArray(answer.refused);
}
