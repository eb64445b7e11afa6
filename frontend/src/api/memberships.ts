/** Who belongs to an organization, and in which role. */
import { useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Membership, Page, Role } from './types';

export function useMemberships(organization: number | undefined) {
  return useQuery({
    queryKey: queryKeys.memberships(organization ?? 0),
    queryFn: () => fetchMemberships(organization ?? 0),
    enabled: organization !== undefined,
  });
}

/** `user` is the username or the e-mail address of somebody who has an account here. */
export function addMember(organization: number, user: string, role: Role): Promise<Membership> {
  return unwrap(http.POST('/api/v1/memberships/', { body: { organization, user, role } }));
}

export function changeRole(id: number, role: Role): Promise<Membership> {
  return unwrap(http.PATCH('/api/v1/memberships/{id}/', { params: { path: { id } }, body: { role } }));
}

export function removeMember(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/memberships/{id}/', { params: { path: { id } } }));
}

async function fetchMemberships(organization: number): Promise<Membership[]> {
  const members: Membership[] = [];
  let cursor: string | undefined;
  do {
    const params = { query: { organization, cursor } };
    const page = await unwrap<Page<Membership>>(http.GET('/api/v1/memberships/', { params }));
    members.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor);
  return members;
}
