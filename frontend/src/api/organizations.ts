/** Teams as a whole: their name, their owner, what they ask of their members, their end. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Membership, Organization } from './types';

const at = (id: number) => ({ path: { id: String(id) } });

export function useOrganization(id: number) {
  return useQuery({
    queryKey: queryKeys.organization(id),
    queryFn: () => unwrap(http.GET('/api/v1/organizations/{id}/', { params: at(id) })),
  });
}

export function createTeam(name: string): Promise<{ id: number }> {
  return unwrap(http.POST('/api/v1/organizations/', { body: { name } }));
}

export function renameTeam(id: number, name: string): Promise<unknown> {
  return unwrap(http.PATCH('/api/v1/organizations/{id}/', { params: at(id), body: { name } }));
}

export function requireMfa(id: number, isRequired: boolean): Promise<Organization> {
  return unwrap(
    http.PATCH('/api/v1/organizations/{id}/', { params: at(id), body: { requires_mfa: isRequired } }),
  );
}

/** Make another member the owner; who was it becomes a manager. */
export function transferTeam(id: number, user: number): Promise<Membership> {
  return unwrap(http.POST('/api/v1/organizations/{id}/transfer/', { params: at(id), body: { user } }));
}

export function deleteTeam(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/organizations/{id}/', { params: at(id) }));
}
