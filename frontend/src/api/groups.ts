/** The groups of a team: people who are given work together. */
import { useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { WorkGroup } from './types';

export function useGroups(organization: number) {
  return useQuery({ queryKey: queryKeys.groups(organization), queryFn: () => fetchGroups(organization) });
}

async function fetchGroups(organization: number): Promise<WorkGroup[]> {
  const groups: WorkGroup[] = [];
  let cursor: string | undefined;
  do {
    const params = { query: { organization, cursor } };
    const page = await unwrap(http.GET('/api/v1/groups/', { params }));
    groups.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor);
  return groups;
}
