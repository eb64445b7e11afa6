/** What people put on images: flags with a reason, and tags. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { showError } from '../components/confirm';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Image, ImageWithNeighbours, MetadataTableReport, MetadataValue } from './types';

/** Tags that an image may have; the server's limit. */
export const MOST_TAGS = 30;
export const LONGEST_TAG = 50;

export function flagImage(id: string, reason: string): Promise<Image> {
  const params = { path: { image_id: id } };
  return unwrap(http.PUT('/api/v1/images/{image_id}/flag/', { params, body: { reason } }));
}

export function clearFlag(id: string): Promise<Image> {
  return unwrap(http.DELETE('/api/v1/images/{image_id}/flag/', { params: { path: { image_id: id } } }));
}

export function changeTags(id: string, add: string[], remove: string[]): Promise<Image> {
  const params = { path: { image_id: id } };
  return unwrap(http.PATCH('/api/v1/images/{image_id}/tags/', { params, body: { add, remove } }));
}

export function changeMetadata(
  id: string,
  set: Record<string, MetadataValue>,
  remove: string[],
): Promise<Image> {
  const params = { path: { image_id: id } };
  return unwrap(http.PATCH('/api/v1/images/{image_id}/metadata/', { params, body: { set, remove } }));
}

/** Set metadata of many images from a table that names them. */
export function importMetadata(project: number, csv: string): Promise<MetadataTableReport> {
  const params = { path: { project_id: project } };
  return unwrap(http.POST('/api/v1/projects/{project_id}/metadata/', { params, body: { csv } }));
}

/** The tags of a project by name. */
export function useProjectTags(project: number) {
  return useQuery({
    queryKey: queryKeys.tags(project),
    queryFn: () =>
      unwrap(http.GET('/api/v1/projects/{project_id}/tags/', { params: { path: { project_id: project } } })),
    staleTime: 30_000,
  });
}

/** A change of what is on an image, told when it fails; pages that show the image follow. */
export function useMarking<Change>(mark: (change: Change) => Promise<Image>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: mark, onSuccess: (image) => follow(client, image), onError: showError });
}

function follow(client: QueryClient, image: Image): void {
  client.setQueriesData<ImageWithNeighbours>({ queryKey: queryKeys.image(image.id) }, (before) =>
    before === undefined ? before : { ...before, ...image },
  );
  void client.invalidateQueries({ queryKey: queryKeys.images(image.project) });
  void client.invalidateQueries({ queryKey: queryKeys.tags(image.project) });
}
