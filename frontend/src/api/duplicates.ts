/** Photos of a project that look alike: searched for by a job, listed in groups. */
import { type QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { DuplicateGroup, Job, Page } from './types';

/** How many of 63 bits may differ: the server's default and its limit. */
export const DEFAULT_DISTANCE = 6;
export const MOST_DISTANCE = 11;

const GROUPS_A_PAGE = 20;

export function useDuplicateGroups(project: number, enabled: boolean) {
  const path = { project_id: project };
  return useInfiniteQuery({
    queryKey: queryKeys.duplicates(project),
    queryFn: ({ pageParam }): Promise<Page<DuplicateGroup>> =>
      unwrap(
        http.GET('/api/v1/projects/{project_id}/duplicates/', {
          params: { path, query: { cursor: pageParam, limit: GROUPS_A_PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    enabled,
  });
}

export function searchDuplicates(project: number, distance: number): Promise<Job> {
  const params = { path: { project_id: project } };
  return unwrap(
    http.POST('/api/v1/projects/{project_id}/jobs/', { params, body: { kind: 'duplicates', distance } }),
  );
}

export function refreshDuplicates(client: QueryClient, project: number): Promise<void> {
  return client.invalidateQueries({ queryKey: queryKeys.duplicates(project) });
}
