/** Who works in a project, and the roles that are given for it alone. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { GivenRole, Member } from './types';

export function useMembers(project: number) {
  return useQuery({
    queryKey: queryKeys.members(project),
    queryFn: (): Promise<Member[]> =>
      unwrap(http.GET('/api/v1/projects/{id}/members/', { params: { path: { id: String(project) } } })),
  });
}

export function giveRole(project: number, user: number, role: GivenRole): Promise<unknown> {
  const params = { path: { project_id: project, user_id: user } };
  return unwrap(http.PUT('/api/v1/projects/{project_id}/roles/{user_id}/', { params, body: { role } }));
}

/** The role in the team counts again. */
export function takeRole(project: number, user: number): Promise<void> {
  const params = { path: { project_id: project, user_id: user } };
  return unwrap(http.DELETE('/api/v1/projects/{project_id}/roles/{user_id}/', { params }));
}
