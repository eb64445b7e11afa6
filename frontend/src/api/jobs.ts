/** Batch jobs of a project: exports and imports. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Job, Page, WorkflowState } from './types';

export function isFinished(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** `states`: only images in these workflow states; none means all images. */
export function startExport(project: number, format: string, states: WorkflowState[]): Promise<Job> {
  const body = { kind: 'export', format, states };
  return unwrap(
    http.POST('/api/v1/projects/{project_id}/jobs/', { params: { path: { project_id: project } }, body }),
  );
}

export function cancelJob(id: string): Promise<Job> {
  return unwrap(http.POST('/api/v1/jobs/{job_id}/cancel/', { params: { path: { job_id: id } } }));
}

export function useJobs(project: number, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.jobs(project),
    queryFn: async () => (await fetchJobs(project)).results,
    enabled,
  });
}

/** One job, none for ''. The project socket brings its progress; a slow poll covers a lost connection. */
export function useJob(id: string, initial?: Job) {
  return useQuery({
    queryKey: queryKeys.job(id),
    queryFn: () => unwrap(http.GET('/api/v1/jobs/{job_id}/', { params: { path: { job_id: id } } })),
    initialData: initial,
    enabled: id !== '',
    refetchInterval: (query) => (query.state.data && isFinished(query.state.data) ? false : 3000),
  });
}

function fetchJobs(project: number): Promise<Page<Job>> {
  return unwrap(
    http.GET('/api/v1/projects/{project_id}/jobs/', { params: { path: { project_id: project } } }),
  );
}
