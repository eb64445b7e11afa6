/** Who did what in a team, the latest first. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { operations } from './schema';
import type { AuditActor, AuditEntry, Page } from './types';

export type AuditEvent = NonNullable<
  NonNullable<operations['organizations_audit_list']['parameters']['query']>['action']
>;

export interface AuditFilters {
  readonly actor?: number;
  readonly action?: AuditEvent;
  readonly project?: number;
  /** Days, as 2026-01-31. */
  readonly from?: string;
  readonly to?: string;
}

export function useAudit(organization: number, filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: queryKeys.auditList(organization, filters),
    queryFn: ({ pageParam }) => fetchAudit(organization, filters, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
}

/** Whom `actor` can be: who is in the team, and who has left it and is in the log. */
export function useAuditActors(organization: number) {
  const path = { organization_id: organization };
  return useQuery({
    queryKey: queryKeys.auditActors(organization),
    queryFn: (): Promise<AuditActor[]> =>
      everyPage((cursor) =>
        unwrap(
          http.GET('/api/v1/organizations/{organization_id}/audit/actors/', {
            params: { path, query: { cursor, limit: 500 } },
          }),
        ),
      ),
    staleTime: 0, // others come and go
  });
}

/** The address of the same entries as a file. */
export function auditFile(organization: number, filters: AuditFilters): string {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  return `/api/v1/organizations/${organization}/audit.csv?${query}`;
}

function fetchAudit(
  organization: number,
  filters: AuditFilters,
  cursor: string | undefined,
): Promise<Page<AuditEntry>> {
  const params = { path: { organization_id: organization }, query: { ...filters, cursor } };
  return unwrap(http.GET('/api/v1/organizations/{organization_id}/audit/', { params }));
}
