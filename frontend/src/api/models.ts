/** The models of the installation: what clicks can be answered with, and how one gets there. */
import { useQuery } from '@tanstack/react-query';
import type { ModelName } from '../protocol/messages';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { components } from './schema';
import type { ModelState, Page, PublishedModel, StoredModel } from './types';

type NewModel = components['schemas']['NewModel'];

const PAGE = 100;

const PENDING: readonly ModelState[] = ['queued', 'fetching', 'verifying', 'converting'];
const POLL_MS = 1000;

export function isPending(model: Pick<StoredModel, 'state'>): boolean {
  return PENDING.includes(model.state);
}

/** A project or an image may be given this model. */
export function isUsable(model: Pick<StoredModel, 'state' | 'is_enabled'>): boolean {
  return model.state === 'ready' && model.is_enabled;
}

/** How often to ask again: each second while something is being installed, otherwise not at all. */
export function pollInterval(models: readonly StoredModel[] | undefined): number | false {
  return models?.some(isPending) ? POLL_MS : false;
}

export function useModels() {
  return useQuery({
    queryKey: queryKeys.models,
    queryFn: fetchModels,
    // Others add models too, and workers come and go.
    refetchOnWindowFocus: true,
    refetchInterval: (query) => pollInterval(query.state.data),
  });
}

export function useModel(id: number) {
  return useQuery({
    queryKey: queryKeys.model(id),
    queryFn: () => unwrap(http.GET('/api/v1/models/{model_id}/', onePath(id))),
    refetchInterval: (query) => pollInterval(query.state.data && [query.state.data]),
  });
}

export function usePublishedModels() {
  return useQuery({
    queryKey: queryKeys.publishedModels,
    queryFn: (): Promise<PublishedModel[]> => unwrap(http.GET('/api/v1/models/published/', {})),
  });
}

export function addPublishedModel(published: string): Promise<StoredModel> {
  return add({ source: 'published', published, preset: '', sha256: '' });
}

export interface UrlModel {
  url: string;
  name: string;
  /** Empty: found out from the names of the weights. */
  preset: string;
  /** Empty: whatever arrives is taken, and its hash is recorded. */
  sha256: string;
}

export function addModelFromUrl(model: UrlModel): Promise<StoredModel> {
  return add({ source: 'url', ...model });
}

export function updateModel(
  id: number,
  changes: Partial<Pick<StoredModel, 'title' | 'card' | 'is_enabled'>>,
): Promise<StoredModel> {
  return unwrap(http.PATCH('/api/v1/models/{model_id}/', { ...onePath(id), body: changes }));
}

export function deleteModel(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/models/{model_id}/', onePath(id)));
}

export function retryModel(id: number): Promise<StoredModel> {
  return unwrap(http.POST('/api/v1/models/{model_id}/retry/', onePath(id)));
}

export function cancelModel(id: number): Promise<StoredModel> {
  return unwrap(http.POST('/api/v1/models/{model_id}/cancel/', onePath(id)));
}

/** Later clicks on this image are answered by this model; the masks that exist stay. */
export async function pinModel(image: string, model: string): Promise<ModelName> {
  const options = { params: { path: { image_id: image } }, body: { model } };
  return (await unwrap(http.POST('/api/v1/images/{image_id}/annotation/model/', options))).model;
}

/** All pages: an installation has dozens of models, not thousands. */
async function fetchModels(): Promise<StoredModel[]> {
  const found: StoredModel[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<StoredModel> = await unwrap(
      http.GET('/api/v1/models/', { params: { query: { cursor, limit: PAGE } } }),
    );
    found.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor);
  return found;
}

/** A file goes another way (modelUpload.ts), so that its progress can be shown. */
function add(body: NewModel): Promise<StoredModel> {
  return unwrap(http.POST('/api/v1/models/', { body }));
}

function onePath(id: number) {
  return { params: { path: { model_id: id } } };
}
