/** How work is handed out: batches, who has how much, whom images are assigned to. */
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { Batch, Image, PersonAtWork, WorkflowState } from './types';

/** Whom images are given to: one person, one group, or (both null) everybody. */
export interface Recipient {
  assignee: number | null;
  group: number | null;
}

export interface BatchValues extends Recipient {
  name: string;
  priority: number;
}

/** Which images go into a batch: the first `count` of the filter, all of it where that is null. */
export interface Choice {
  filter: { state?: WorkflowState; tag?: string; search?: string; assignee?: 'none'; batch?: 'none' };
  count: number | null;
}

export function useBatches(project: number, enabled = true) {
  const path = { project_id: project };
  return useQuery({
    queryKey: queryKeys.batches(project),
    queryFn: (): Promise<Batch[]> =>
      everyPage((cursor) =>
        unwrap(
          http.GET('/api/v1/projects/{project_id}/batches/', {
            params: { path, query: { cursor, limit: 500 } },
          }),
        ),
      ),
    enabled,
  });
}

export function usePeopleAtWork(project: number) {
  const params = { path: { project_id: project } };
  return useQuery({
    queryKey: queryKeys.peopleAtWork(project),
    queryFn: (): Promise<PersonAtWork[]> =>
      unwrap(http.GET('/api/v1/projects/{project_id}/assignments/', { params })),
    refetchInterval: 30_000,
  });
}

/** All or nothing: a batch that could not be filled is deleted again, so that its name is free for another try. */
export async function createBatch(project: number, values: BatchValues, choice: Choice): Promise<Batch> {
  const params = { path: { project_id: project } };
  const batch = await unwrap(http.POST('/api/v1/projects/{project_id}/batches/', { params, body: values }));
  const { filter, count } = choice;
  const body = { filter, batch: batch.id, ...(count === null ? {} : { count }) };
  try {
    await unwrap(http.POST('/api/v1/projects/{project_id}/assign/', { params, body }));
  } catch (error) {
    await deleteBatch(batch.id).catch(() => undefined); // why it was not filled is what counts
    throw error;
  }
  return unwrap(http.GET('/api/v1/batches/{batch_id}/', { params: { path: { batch_id: batch.id } } }));
}

export function changeBatch(id: number, values: Partial<BatchValues>): Promise<Batch> {
  return unwrap(
    http.PATCH('/api/v1/batches/{batch_id}/', { params: { path: { batch_id: id } }, body: values }),
  );
}

export function deleteBatch(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/batches/{batch_id}/', { params: { path: { batch_id: id } } }));
}

/** How many were changed: what somebody else holds now is left as it is. */
export async function assignImage(image: Image, assignee: number | null): Promise<number> {
  const params = { path: { project_id: image.project } };
  const body = { images: [image.id], assignee };
  return (await unwrap(http.POST('/api/v1/projects/{project_id}/assign/', { params, body }))).changed;
}

export function setGold(id: string, isGold: boolean): Promise<Image> {
  const params = { path: { image_id: id } };
  return isGold
    ? unwrap(http.PUT('/api/v1/images/{image_id}/gold/', { params }))
    : unwrap(http.DELETE('/api/v1/images/{image_id}/gold/', { params }));
}

export async function refreshWork(client: QueryClient, project: number): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: queryKeys.batches(project) }),
    client.invalidateQueries({ queryKey: queryKeys.peopleAtWork(project) }),
    client.invalidateQueries({ queryKey: queryKeys.images(project) }),
  ]);
}
