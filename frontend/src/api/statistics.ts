/** The figures of a project, a team or one's own, in a period; what each means is in docs/statistics.md. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';

/** Days of the calendar, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export type StatisticsTable = 'people' | 'daily' | 'labels' | 'agreement' | 'projects';

export function useProjectStatistics(
  project: number,
  days: Days,
  person: number | undefined,
  isAllowed: boolean,
) {
  return useQuery({
    enabled: isAllowed,
    queryKey: [...queryKeys.statistics(project), days, person],
    queryFn: () => {
      const params = { path: { project_id: project }, query: { ...days, ...(person ? { person } : {}) } };
      return unwrap(http.GET('/api/v1/projects/{project_id}/statistics/', { params }));
    },
    placeholderData: keepPreviousData,
  });
}

export function useTeamStatistics(organization: number, days: Days, person: number | undefined) {
  return useQuery({
    queryKey: [...queryKeys.teamStatistics(organization), days, person],
    queryFn: () => {
      const path = { organization_id: organization };
      const params = { path, query: { ...days, ...(person ? { person } : {}) } };
      return unwrap(http.GET('/api/v1/organizations/{organization_id}/statistics/', { params }));
    },
    placeholderData: keepPreviousData,
  });
}

export function useMyStatistics(days: Days) {
  return useQuery({
    queryKey: [...queryKeys.statistics('me'), days],
    queryFn: () => unwrap(http.GET('/api/v1/me/statistics/', { params: { query: { ...days } } })),
    placeholderData: keepPreviousData,
  });
}

/** Where the browser downloads a table as a CSV file. */
export function csvAddress(
  of: `projects/${number}` | `organizations/${number}`,
  table: StatisticsTable,
  days: Days,
  person?: number,
): string {
  const query = new URLSearchParams({ ...days, ...(person ? { person: String(person) } : {}) });
  return `/api/v1/${of}/statistics/${table}.csv?${query}`;
}
