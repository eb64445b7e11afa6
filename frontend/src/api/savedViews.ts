/** Saved views of a project's list of images. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import type { ImageFilters } from './images';
import { queryKeys } from './queryKeys';
import type { SavedView } from './types';

export function useSavedViews(project: number) {
  const params = { path: { project_id: project } };
  return useQuery({
    queryKey: queryKeys.savedViews(project),
    queryFn: (): Promise<SavedView[]> => unwrap(http.GET('/api/v1/projects/{project_id}/views/', { params })),
    staleTime: 30_000,
  });
}

export function saveView(
  project: number,
  name: string,
  filters: ImageFilters,
  isShared: boolean,
): Promise<SavedView> {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const query = Object.fromEntries(given.map(([filter, value]) => [filter, String(value)]));
  const params = { path: { project_id: project } };
  const body = { name, query, is_shared: isShared };
  return unwrap(http.POST('/api/v1/projects/{project_id}/views/', { params, body }));
}

export function deleteView(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/views/{view_id}/', { params: { path: { view_id: id } } }));
}

/** Whether the project's list opens with the view for this person. */
export function setDefaultView(id: number, isDefault: boolean): Promise<void> {
  const params = { path: { view_id: id } };
  return isDefault
    ? unwrap(http.PUT('/api/v1/views/{view_id}/default/', { params }))
    : unwrap(http.DELETE('/api/v1/views/{view_id}/default/', { params }));
}
