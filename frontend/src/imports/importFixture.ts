/** A file to import, and jobs that read it, for tests. */
import type { ImportFile, Job } from '../api/types';
import type { ImportSummary } from './importSummary';

export function importFileFixture(): ImportFile {
  return {
    id: 'f1',
    project: 7,
    name: 'instances.json',
    size_bytes: 2000,
    created: '2026-03-01T12:00:00Z',
    created_by: 1,
  };
}

export function summaryFixture(changes: Partial<ImportSummary> = {}): ImportSummary {
  return {
    format: 'coco',
    images: { in: 3, matched: 2, added: 0, left_out: 1 },
    objects: { in: 9, made: 5, updated: 0, unchanged: 1, left_out: 3, removed: 0 },
    labels: { mapped: { cup: 'cup', sky: 'sky' }, created: ['sky'] },
    reasons: { 'bad-polygon': 1, 'no-such-image': 2 },
    first: {
      'bad-polygon': [
        { file: 'a.json', line: 30, record: 'annotations[1]', image: null, detail: 'too few corners' },
      ],
      'no-such-image': [
        {
          file: 'a.json',
          line: 12,
          record: 'images[2]',
          image: 'x.jpg',
          detail: 'no image here is called x.jpg',
        },
      ],
    },
    notes: { 'box-rounded': 4 },
    ...changes,
  };
}

export function importJobFixture(changes: Partial<Job> = {}): Job {
  return {
    id: 'j1',
    project: 7,
    kind: 'import',
    state: 'done',
    progress: 1,
    total: 3,
    done: 3,
    log: [],
    result: '/api/v1/jobs/j1/result/',
    problem: null,
    params: { name: 'instances.json', dry_run: true },
    summary: { ...summaryFixture() },
    created: '2026-03-01T12:00:00Z',
    created_by: 1,
    ...changes,
  };
}
