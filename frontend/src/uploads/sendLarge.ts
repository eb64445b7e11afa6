/** A file of the queue that goes alone and resumably: a large photo, or an archive of photos. */
import { fetchImage } from '../api/images';
import type { UploadAnswer } from '../api/types';
import { type ResumableProgress, sendResumable } from './sendResumable';

const LARGE_BYTES = 16 * 1024 * 1024;
const ARCHIVE = /\.(zip|tar|tgz|tar\.(gz|bz2|xz))$/i;

/** What becomes of it, as of any file; of an archive, the id of the job that takes its photos in. */
export type LargeAnswer = UploadAnswer | { readonly job: string };

export function isArchive(name: string): boolean {
  return ARCHIVE.test(name);
}

export function isLarge(file: { name: string; size: number }): boolean {
  return file.size >= LARGE_BYTES || isArchive(file.name);
}

/** Rejects as `sendResumable` does. */
export async function sendLarge(
  project: number,
  file: File,
  onProgress: (progress: ResumableProgress) => void,
  signal: AbortSignal,
): Promise<LargeAnswer> {
  const purpose = isArchive(file.name) ? 'archive' : 'image';
  const result = await sendResumable(project, file, purpose, onProgress, signal);
  const answer: UploadAnswer = { accepted: [], duplicates: [], refused: [] };
  if (result.job) return { job: result.job };
  if (result.problem) answer.refused.push({ name: file.name, ...result.problem });
  else if (result.image && result.verdict === 'duplicate')
    answer.duplicates.push({ name: file.name, image: result.image });
  else if (result.image) answer.accepted.push(await fetchImage(result.image));
  return answer;
}
