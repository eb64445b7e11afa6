/** Sources of a project's images: folders of the server and buckets. */
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { components, Writable } from './schema';
import type { Job, Page, RefusedFile, Source, SourceFolders, SourceTest } from './types';

export type NewSource = Writable<components['schemas']['NewSource']>;
export type SourcePlace = Writable<components['schemas']['SourcePlace']>;
export type SourceChange = Writable<components['schemas']['PatchedSourceChange']>;

const POLL_MS = 2000;

export function isAtWork({ state }: Source): boolean {
  return state === 'queued' || state === 'running';
}

export function useSources(project: number, enabled: boolean) {
  const path = { project_id: project };
  return useQuery({
    queryKey: queryKeys.sources(project),
    queryFn: (): Promise<Source[]> =>
      everyPage((cursor) =>
        unwrap(
          http.GET('/api/v1/projects/{project_id}/sources/', {
            params: { path, query: { cursor, limit: 100 } },
          }),
        ),
      ),
    enabled,
    refetchInterval: ({ state }) => (state.data?.some(isAtWork) ? POLL_MS : false),
  });
}

export function addSource(project: number, body: NewSource): Promise<Source> {
  const params = { path: { project_id: project } };
  return unwrap(http.POST('/api/v1/projects/{project_id}/sources/', { params, body }));
}

export function changeSource(id: number, body: SourceChange): Promise<Source> {
  return unwrap(http.PATCH('/api/v1/sources/{source_id}/', { params: { path: { source_id: id } }, body }));
}

export function removeSource(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/sources/{source_id}/', { params: { path: { source_id: id } } }));
}

/** Whether a source can be read, before it is added. */
export function testPlace(project: number, body: SourcePlace): Promise<SourceTest> {
  const params = { path: { project_id: project } };
  return unwrap(http.POST('/api/v1/projects/{project_id}/sources/test/', { params, body }));
}

/** `again`: look again at files that were refused before. */
export function syncSource(id: number, again: boolean): Promise<Job> {
  const params = { path: { source_id: id } };
  return unwrap(http.POST('/api/v1/sources/{source_id}/sync/', { params, body: { again } }));
}

/** The folders in one of the server's; without `root` only which roots there are. */
export function useSourceFolders(project: number, root: string, path: string) {
  const params = { path: { project_id: project }, query: root ? { root, path } : {} };
  return useQuery({
    queryKey: queryKeys.sourceFolders(project, root, path),
    queryFn: (): Promise<SourceFolders> =>
      unwrap(http.GET('/api/v1/projects/{project_id}/source-folders/', { params })),
    placeholderData: (previous) => previous,
  });
}

export function useRefusedFiles(source: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.refusedFiles(source),
    queryFn: ({ pageParam }): Promise<Page<RefusedFile>> =>
      unwrap(
        http.GET('/api/v1/sources/{source_id}/refused/', {
          params: { path: { source_id: source }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
  });
}

export function refreshSources(client: QueryClient, project: number): Promise<void> {
  return client.invalidateQueries({ queryKey: queryKeys.sources(project) });
}
