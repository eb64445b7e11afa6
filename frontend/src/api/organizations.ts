/** What a team asks of its members. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Organization } from './types';

export function useOrganization(id: number) {
  return useQuery({
    queryKey: queryKeys.organization(id),
    queryFn: () => unwrap(http.GET('/api/v1/organizations/{id}/', { params: { path: { id: String(id) } } })),
  });
}

export function requireMfa(id: number, isRequired: boolean): Promise<Organization> {
  return unwrap(
    http.PATCH('/api/v1/organizations/{id}/', {
      params: { path: { id: String(id) } },
      body: { requires_mfa: isRequired },
    }),
  );
}
