/** Whole projects as archives, and projects from them. */
import { http, unwrap } from './client';
import { sendFormLoggedIn } from './sendForm';
import type { Job } from './types';

export function startBackup(project: number): Promise<Job> {
  return unwrap(
    http.POST('/api/v1/projects/{project_id}/jobs/', {
      params: { path: { project_id: project } },
      body: { kind: 'backup' },
    }),
  );
}

/**
 * The job that fills the new project. `isInPart`: what is whole of a damaged backup is restored.
 * Rejects with ApiError, or with an AbortError when `signal` ends it. `onProgress` gets 0 … 1.
 */
export async function sendBackup(
  organization: number,
  file: File,
  isInPart: boolean,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Job> {
  const form = new FormData();
  form.append('files', file, file.name);
  const query = isInPart ? '?damaged=in_part' : '';
  const path = `/api/v1/organizations/${organization}/restore/${query}`;
  return (await sendFormLoggedIn(path, form, onProgress, signal)) as Job;
}

/** What a job that is done says of the project that it filled. */
export interface Restored {
  readonly whole: boolean;
  /** Rows of each kind in the backup, and here. */
  readonly in: Readonly<Record<string, number>>;
  readonly out: Readonly<Record<string, number>>;
  readonly problems: readonly { readonly file: string; readonly detail: string }[];
  readonly problem_count: number;
  readonly people_not_found: readonly string[];
}

export function restoredBy(job: Job): Restored | null {
  return job.kind === 'restore' && job.summary ? (job.summary as unknown as Restored) : null;
}
