/** Files to import, and the jobs that read them. */

import { type ResumableProgress, sendResumable } from '../uploads/sendResumable';
import { http, unwrap } from './client';
import type { ImportFile, Job } from './types';

export type Existing = 'add' | 'update' | 'replace';
export type ObjectsAs = 'annotations' | 'proposals';

/** What a person asks of an import. */
export interface ImportChoices {
  /** Empty: recognised by content. */
  readonly format: string;
  readonly existing: Existing;
  readonly objectsAs: ObjectsAs;
  readonly addImages: boolean;
  /** A name in the file to the id of a label here, or to null: its objects are left out. Others are found or made. */
  readonly labels: Readonly<Record<string, number | null>>;
}

export const DEFAULT_CHOICES: ImportChoices = {
  format: '',
  existing: 'add',
  objectsAs: 'annotations',
  addImages: true,
  labels: {},
};

/** Resumable, whatever its size. Rejects with ApiError, or with an AbortError when `signal` ends it. */
export async function sendImportFile(
  project: number,
  file: File,
  onProgress: (sent: number, isLost?: boolean) => void,
  signal: AbortSignal,
): Promise<ImportFile> {
  const tell = ({ sent, isLost }: ResumableProgress) => onProgress(sent, isLost);
  const result = await sendResumable(project, file, 'import', tell, signal);
  const params = { path: { file_id: result.import_file ?? '' } };
  return unwrap(http.GET('/api/v1/import-files/{file_id}/', { params }));
}

/** `isDry`: count and report only. */
export function startImport(file: ImportFile, choices: ImportChoices, isDry: boolean): Promise<Job> {
  const body = {
    kind: 'import',
    file: file.id,
    format: choices.format || undefined,
    existing: choices.existing,
    objects_as: choices.objectsAs,
    add_images: choices.addImages,
    labels: choices.labels,
    dry_run: isDry,
  };
  return unwrap(
    http.POST('/api/v1/projects/{project_id}/jobs/', {
      params: { path: { project_id: file.project } },
      body,
    }),
  );
}
