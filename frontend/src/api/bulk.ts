/** Many images changed at once: looked at first, done by a job, taken back by another. */
import { http, unwrap } from './client';
import type { ImageFilters } from './images';
import type { components } from './schema';
import type { BulkPreview, Job, MetadataValue } from './types';

/** Some that were picked, or all that a list shows. */
export type BulkSelection = { images: string[] } | { filter: ImageFilters };
export type BulkChange = components['schemas']['Bulk']['change'];

/** What a change needs beside its images. */
export interface BulkValues {
  add?: string[];
  remove?: string[];
  set?: Record<string, MetadataValue>;
  reason?: string;
  assignee?: number | null;
  batch?: number | null;
}

/** The summary that a finished job carries. */
export type BulkSummary = BulkPreview & { can_undo: boolean };

export async function previewChange(
  project: number,
  change: BulkChange,
  values: BulkValues,
  selection: BulkSelection,
): Promise<BulkPreview> {
  return (await send(project, { change, ...values, ...sent(selection), dry_run: true })) as BulkPreview;
}

/** Nothing is done where another number of images matches than `expected`. */
export async function startChange(
  project: number,
  change: BulkChange,
  values: BulkValues,
  selection: BulkSelection,
  expected: number,
): Promise<Job> {
  return (await send(project, { change, ...values, ...sent(selection), expected, dry_run: false })) as Job;
}

export function undoChange(job: string): Promise<Job> {
  return unwrap(http.POST('/api/v1/jobs/{job_id}/undo/', { params: { path: { job_id: job } } }));
}

function send(project: number, body: components['schemas']['Bulk']) {
  return unwrap(
    http.POST('/api/v1/projects/{project_id}/bulk/', { params: { path: { project_id: project } }, body }),
  );
}

function sent(selection: BulkSelection): { images: string[] } | { filter: Record<string, string> } {
  if ('images' in selection) return selection;
  const given = Object.entries(selection.filter).filter(([, value]) => value !== undefined);
  return { filter: Object.fromEntries(given.map(([name, value]) => [name, String(value)])) };
}
