/** Groups: people of a team who are given work together. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { Group } from './types';

export function useGroups(organization: number) {
  return useQuery({
    queryKey: queryKeys.groups(organization),
    queryFn: (): Promise<Group[]> =>
      everyPage((cursor) =>
        unwrap(http.GET('/api/v1/groups/', { params: { query: { organization, cursor, limit: 500 } } })),
      ),
  });
}

export function createGroup(organization: number, name: string, people: number[]): Promise<Group> {
  return unwrap(http.POST('/api/v1/groups/', { body: { organization, name, people } }));
}

export function changeGroup(id: number, name: string, people: number[]): Promise<Group> {
  const params = { path: { id: String(id) } };
  return unwrap(http.PATCH('/api/v1/groups/{id}/', { params, body: { name, people } }));
}

export function deleteGroup(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/groups/{id}/', { params: { path: { id: String(id) } } }));
}
