/** The labels of a project as a file, and labels from one. */
import { http, unwrap } from './client';
import type { components } from './schema';

export type LabelSetEffect = components['schemas']['LabelSetEffect'];

export function labelSetAddress(project: number): string {
  return `/api/v1/projects/${project}/label-set/`;
}

/** `isDry`: say what would happen, only. */
export function applyLabelSet(project: number, text: string, isDry: boolean): Promise<LabelSetEffect> {
  return unwrap(
    http.POST('/api/v1/projects/{project_id}/label-set/', {
      params: { path: { project_id: project } },
      body: { text, dry_run: isDry },
    }),
  );
}
