/** What an import came to, or would come to, as its job tells it. */
import type { Job } from '../api/types';

/** Where in a file something was left out. */
export interface ProblemPlace {
  file: string;
  line: number | null;
  record: string;
  image: string | null;
  detail: string;
}

export interface ImportSummary {
  format: string;
  images: { in: number; matched: number; added: number; left_out: number };
  objects: {
    in: number;
    made: number;
    updated: number;
    unchanged: number;
    left_out: number;
    removed: number;
  };
  /** `mapped`: a name in the file to the name of its label here, null where its objects have none or are left out. */
  labels: { mapped: Record<string, string | null>; created: string[] };
  reasons: Record<string, number>;
  /** Of each reason the first few. */
  first: Record<string, ProblemPlace[]>;
  notes: Record<string, number>;
}

/** Null while the job has not come to its end. */
export function summaryOf(job: Job): ImportSummary | null {
  return job.state === 'done' ? (job.summary as unknown as ImportSummary | null) : null;
}

export function isDryRun(job: Job): boolean {
  return job.params.dry_run === true;
}

/** Whether an import would leave everything here as it is. */
export function changesNothing({ images, objects, labels }: ImportSummary): boolean {
  const changes = [images.added, objects.made, objects.updated, objects.removed, labels.created.length];
  return changes.every((count) => count === 0);
}

/** Reasons with the number of what they left out, the most frequent first. */
export function reasonsByCount({ reasons }: ImportSummary): [code: string, count: number][] {
  return Object.entries(reasons).sort(([, a], [, b]) => b - a);
}
