/** Who belongs to an organization, and in which role. */
import { useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Membership, Role } from './types';

export function useMemberships(organization: number | undefined) {
  return useQuery({
    queryKey: queryKeys.memberships(organization ?? 0),
    queryFn: () => fetchMemberships(organization ?? 0),
    enabled: organization !== undefined,
  });
}

/** `user` is the username or e-mail address of somebody with an account; another address is invited by e-mail. */
export function addMember(organization: number, user: string, role: Role): Promise<Membership> {
  const who = user.includes('@') ? { username: '', email: user } : { username: user };
  return unwrap(http.POST('/api/v1/memberships/', { body: { organization, role, ...who } }));
}

export function changeRole(id: number, role: Role): Promise<Membership> {
  return unwrap(
    http.PATCH('/api/v1/memberships/{id}/', { params: { path: { id: String(id) } }, body: { role } }),
  );
}

export function removeMember(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/memberships/{id}/', { params: { path: { id: String(id) } } }));
}

async function fetchMemberships(organization: number): Promise<Membership[]> {
  const members: Membership[] = [];
  let cursor: string | undefined;
  do {
    const params = { query: { organization, cursor } };
    const page = await unwrap(http.GET('/api/v1/memberships/', { params }));
    members.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor);
  return members;
}
