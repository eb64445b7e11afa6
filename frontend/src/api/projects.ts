/** Projects: lists, one, and their changes. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { Page, Project } from './types';

/** How the queue hands out the project's images. */
type WorkRule = 'replicas' | 'gold_percent' | 'lease_minutes';

export function useProjects(search: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.projectList(search),
    queryFn: ({ pageParam }) => fetchProjects(search, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: (previous) => previous,
  });
}

/** All projects of a team that one may see, by name. */
export function useTeamProjects(organization: number) {
  return useQuery({
    queryKey: queryKeys.teamProjects(organization),
    queryFn: (): Promise<Project[]> =>
      everyPage((cursor) =>
        unwrap(
          http.GET('/api/v1/projects/', {
            params: { query: { organization, cursor, limit: 500, ordering: 'name' } },
          }),
        ),
      ),
  });
}

export function useProject(id: number) {
  return useQuery({ queryKey: queryKeys.project(id), queryFn: () => fetchProject(id) });
}

export function fetchProject(id: number): Promise<Project> {
  return unwrap(http.GET('/api/v1/projects/{id}/', { params: { path: { id: String(id) } } }));
}

export function createProject(body: {
  organization: number;
  name: string;
  description: string;
}): Promise<Project> {
  return unwrap(http.POST('/api/v1/projects/', { body }));
}

export function updateProject(
  id: number,
  body: Partial<
    Pick<
      Project,
      'name' | 'description' | 'guidelines' | 'model' | 'overlap' | 'is_private' | 'reject_reasons' | WorkRule
    >
  >,
): Promise<Project> {
  return unwrap(http.PATCH('/api/v1/projects/{id}/', { params: { path: { id: String(id) } }, body }));
}

export function deleteProject(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/projects/{id}/', { params: { path: { id: String(id) } } }));
}

function fetchProjects(search: string, cursor: string | undefined): Promise<Page<Project>> {
  const query = { cursor, search: search || undefined };
  return unwrap(http.GET('/api/v1/projects/', { params: { query } }));
}
