/** Who belongs to an organization, and in which role. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { HeldWork, Membership, Role } from './types';

export function useMemberships(organization: number | undefined) {
  return useQuery({
    queryKey: queryKeys.memberships(organization ?? 0),
    queryFn: () => fetchMemberships(organization ?? 0),
    enabled: organization !== undefined,
    staleTime: 0, // others come and go
  });
}

/** `user` is the username or e-mail address of somebody with an account; another address is invited by e-mail. */
export function addMember(organization: number, user: string, role: Role): Promise<Membership> {
  const who = user.includes('@') ? { username: '', email: user } : { username: user };
  return unwrap(http.POST('/api/v1/memberships/', { body: { organization, role, ...who } }));
}

/** Who may not annotate with `role` hands what they hold to `heir`, a user, or back to the queue. */
export function changeRole(id: number, role: Role, heir: number | null = null): Promise<Membership> {
  const params = { path: { id: String(id) } };
  return unwrap(http.PATCH('/api/v1/memberships/{id}/', { params, body: { role, transfer_to: heir } }));
}

/** What the person holds goes to `heir`, a user, or back to the queue. */
export function removeMember(id: number, heir: number | null = null): Promise<void> {
  const query = heir === null ? {} : { transfer_to: heir };
  return unwrap(http.DELETE('/api/v1/memberships/{id}/', { params: { path: { id: String(id) }, query } }));
}

export function useHeldWork(membership: number) {
  return useQuery({
    queryKey: queryKeys.heldWork(membership),
    queryFn: (): Promise<HeldWork> =>
      unwrap(http.GET('/api/v1/memberships/{id}/held/', { params: { path: { id: String(membership) } } })),
    gcTime: 0,
  });
}

function fetchMemberships(organization: number): Promise<Membership[]> {
  return everyPage((cursor) =>
    unwrap(http.GET('/api/v1/memberships/', { params: { query: { organization, cursor, limit: 500 } } })),
  );
}
