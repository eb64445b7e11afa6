/** Versions of a project's dataset: listed, made, exported, compared, deleted. */
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { components } from './schema';
import type {
  ImageDifference,
  Job,
  Page,
  Version,
  VersionDetail,
  VersionDifference,
  VersionPreview,
} from './types';

export type VersionPlan = components['schemas']['VersionPlan'];
export type NewVersion = components['schemas']['NewVersion'];

export const CHANGES = ['added', 'removed', 'changed', 'moved'] as const;
export type Change = (typeof CHANGES)[number];

const POLL_MS = 3000;

export function useVersions(project: number, enabled: boolean) {
  const path = { project_id: project };
  return useQuery({
    queryKey: queryKeys.versions(project),
    queryFn: (): Promise<Version[]> =>
      everyPage((cursor) =>
        unwrap(
          http.GET('/api/v1/projects/{project_id}/versions/', {
            params: { path, query: { cursor, limit: 500 } },
          }),
        ),
      ),
    enabled,
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state === 'making') ? POLL_MS : false),
  });
}

export function useVersion(id: number) {
  return useQuery({
    queryKey: queryKeys.version(id),
    queryFn: (): Promise<VersionDetail> =>
      unwrap(http.GET('/api/v1/versions/{version_id}/', { params: { path: { version_id: id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'making' ? POLL_MS : false),
  });
}

/** What a version of this plan would hold now; the last answer stays until the next one is there. */
export function useVersionPreview(project: number, plan: VersionPlan | null) {
  const params = { path: { project_id: project } };
  return useQuery({
    queryKey: queryKeys.versionPreview(project, plan),
    queryFn: (): Promise<VersionPreview> =>
      unwrap(http.POST('/api/v1/projects/{project_id}/versions/preview/', { params, body: plan ?? {} })),
    enabled: plan !== null,
    placeholderData: (previous) => previous,
    staleTime: 10_000,
  });
}

export function makeVersion(project: number, body: NewVersion): Promise<Version> {
  const params = { path: { project_id: project } };
  return unwrap(http.POST('/api/v1/projects/{project_id}/versions/', { params, body }));
}

export function deleteVersion(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/versions/{version_id}/', { params: { path: { version_id: id } } }));
}

export function exportVersion(id: number, format: string): Promise<Job> {
  const params = { path: { version_id: id } };
  return unwrap(http.POST('/api/v1/versions/{version_id}/exports/', { params, body: { format } }));
}

/** Versions never change, so neither does what differs between two. */
export function useDifference(before: number, after: number) {
  const params = { path: { version_id: before, other_id: after } };
  return useQuery({
    queryKey: queryKeys.versionDifference(before, after),
    queryFn: (): Promise<VersionDifference> =>
      unwrap(http.GET('/api/v1/versions/{version_id}/diff/{other_id}/', { params })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useDifferingImages(before: number, after: number, change: Change) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.versionDifference(before, after), change],
    queryFn: ({ pageParam }): Promise<Page<ImageDifference>> =>
      unwrap(
        http.GET('/api/v1/versions/{version_id}/diff/{other_id}/images/', {
          params: { path: { version_id: before, other_id: after }, query: { change, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function refreshVersions(client: QueryClient, project: number): Promise<void> {
  return client.invalidateQueries({ queryKey: queryKeys.versions(project) });
}
