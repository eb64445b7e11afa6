/** Batch jobs of a project; exports for now. */
import { useQuery } from '@tanstack/react-query';
import type { Client } from 'openapi-fetch';
import { http as typed, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { ExportFormat, Job, Page } from './types';

// biome-ignore lint/suspicious/noExplicitAny: until the schema has jobs
const http = typed as unknown as Client<any>;

export function isFinished(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

export function startExport(project: number, format: ExportFormat): Promise<Job> {
  const body = { kind: 'export', format };
  return unwrap(http.POST('/api/v1/projects/{id}/jobs/', { params: { path: { id: project } }, body }));
}

export function cancelJob(id: string): Promise<Job> {
  return unwrap(http.POST('/api/v1/jobs/{id}/cancel/', { params: { path: { id } } }));
}

export function useJobs(project: number, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.jobs(project),
    queryFn: async () => (await fetchJobs(project)).results,
    enabled,
  });
}

/** One job. The project socket brings its progress; a slow poll covers a lost connection. */
export function useJob(id: string, initial?: Job) {
  return useQuery({
    queryKey: queryKeys.job(id),
    queryFn: () => unwrap<Job>(http.GET('/api/v1/jobs/{id}/', { params: { path: { id } } })),
    initialData: initial,
    refetchInterval: (query) => (query.state.data && isFinished(query.state.data) ? false : 3000),
  });
}

function fetchJobs(project: number): Promise<Page<Job>> {
  return unwrap(http.GET('/api/v1/projects/{id}/jobs/', { params: { path: { id: project } } }));
}
