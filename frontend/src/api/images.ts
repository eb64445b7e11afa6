/** The images of a project. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Image, ImageStatus, ImageWithNeighbours, Page, WorkflowState } from './types';

export type ImageOrdering = 'name' | '-name' | 'created' | '-created' | 'updated' | '-updated';

export interface ImageFilters {
  state?: WorkflowState | undefined;
  status?: ImageStatus | undefined;
  label?: number | undefined;
  tag?: string | undefined;
  flagged?: 'true' | 'false' | undefined;
  comments?: 'open' | undefined;
  /** A person's id, `me`, or `none` for images that are nobody's. */
  assignee?: string | undefined;
  /** A batch's id, or `none` for images in no batch. */
  batch?: string | undefined;
  gold?: 'true' | 'false' | undefined;
  held?: 'true' | undefined;
  search?: string | undefined;
  objects?: 'none' | 'some' | undefined;
  /** A person's id, or `me`. */
  annotator?: string | undefined;
  /** From 0 to 1. */
  quality_below?: number | undefined;
  pixels_from?: number | undefined;
  pixels_to?: number | undefined;
  /** `name:value`. */
  metadata?: string | undefined;
  /** Days, such as 2026-01-31. */
  created_from?: string | undefined;
  created_to?: string | undefined;
  updated_from?: string | undefined;
  updated_to?: string | undefined;
  ordering?: ImageOrdering | undefined;
}

/** With `pollMs`, a list that shows images in processing is asked for again in that rhythm. */
export function useImages(project: number, filters: ImageFilters, pollMs?: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.imageList(project, filters),
    queryFn: ({ pageParam }) => fetchImages(project, filters, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: (previous) => previous,
    refetchInterval: (query) => {
      const isWorking = query.state.data?.pages.some((page) => page.results.some(isProcessing));
      return pollMs !== undefined && isWorking ? pollMs : false;
    },
  });
}

/** How many images a list has; in long ones only that there are more. */
export function useImageCount(project: number, filters: ImageFilters, enabled: boolean) {
  const params = { path: { project_id: project }, query: { ...filters } };
  return useQuery({
    queryKey: queryKeys.imageCount(project, filters),
    queryFn: () => unwrap(http.GET('/api/v1/projects/{project_id}/images/count/', { params })),
    enabled,
    placeholderData: (previous) => previous,
  });
}

/** A few images to stand for a project in the list of projects. */
export function useCoverImages(project: number, enabled: boolean) {
  const params = { path: { project_id: project }, query: { limit: 3, status: 'ready' as const } };
  return useQuery({
    queryKey: queryKeys.cover(project),
    queryFn: async () =>
      (await unwrap(http.GET('/api/v1/projects/{project_id}/images/', { params }))).results,
    enabled,
    staleTime: 60_000,
  });
}

/** A few images by a part of their name; none for an empty one. */
export function useImagesCalled(project: number, search: string) {
  const params = { path: { project_id: project }, query: { search, limit: 8, status: 'ready' as const } };
  return useQuery({
    queryKey: queryKeys.imagesCalled(project, search),
    queryFn: async () =>
      (await unwrap(http.GET('/api/v1/projects/{project_id}/images/', { params }))).results,
    enabled: search !== '',
    placeholderData: (previous) => previous,
  });
}

/** The image at a place of the list that `filters` describes; `index` counts from 0. */
export function fetchImageAt(project: number, index: number, filters: ImageFilters): Promise<Image> {
  const params = { path: { project_id: project, index }, query: { ...filters } };
  return unwrap(http.GET('/api/v1/projects/{project_id}/images/at/{index}/', { params }));
}

/** One image with its neighbours in the list that `filters` describes. */
export function useImage(id: string, filters: ImageFilters = {}) {
  return useQuery({ queryKey: [...queryKeys.image(id), filters], queryFn: () => fetchImage(id, filters) });
}

export function fetchImage(id: string, filters: ImageFilters = {}): Promise<ImageWithNeighbours> {
  return unwrap(
    http.GET('/api/v1/images/{image_id}/', { params: { path: { image_id: id }, query: { ...filters } } }),
  );
}

export function deleteImage(id: string): Promise<void> {
  return unwrap(http.DELETE('/api/v1/images/{image_id}/', { params: { path: { image_id: id } } }));
}

/** Lease the next image to annotate or review; null when none is left. */
export async function leaseNextImage(project: number, kind: 'annotate' | 'review'): Promise<Image | null> {
  const answer = http.POST('/api/v1/projects/{project_id}/next/', {
    params: { path: { project_id: project } },
    body: { kind },
  });
  return (await unwrap(answer)) ?? null;
}

function isProcessing(image: Image): boolean {
  return image.status === 'processing';
}

function fetchImages(
  project: number,
  filters: ImageFilters,
  cursor: string | undefined,
): Promise<Page<Image>> {
  const params = { path: { project_id: project }, query: { ...filters, cursor } };
  return unwrap(http.GET('/api/v1/projects/{project_id}/images/', { params }));
}
