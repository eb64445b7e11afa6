/** The models of the installation: what clicks can be answered with, and how one gets there. */
import { useQuery } from '@tanstack/react-query';
import { authenticatedFetch } from './authenticatedFetch';
import { cursorOf } from './client';
import { problemToError } from './errors';
import { queryKeys } from './queryKeys';
import type { Page, Project } from './types';

export const MODEL_STATES = [
  'queued',
  'fetching',
  'verifying',
  'converting',
  'ready',
  'failed',
  'cancelled',
] as const;
export type ModelState = (typeof MODEL_STATES)[number];

export interface ModelSource {
  kind: 'builtin' | 'published' | 'url' | 'file';
  url: string;
  file: string;
  sha256: string;
}

/** One row of figures; every further key is a metric, written as in the papers: "NoC@90". */
export interface ModelNumbers {
  dataset: string;
  protocol: string;
  source: 'measured' | 'published';
  note?: string;
  [metric: string]: string | number | null | undefined;
}

export interface StoredModel {
  id: number;
  /** What projects and annotations call it; never changes. */
  name: string;
  title: string;
  preset: string;
  /** SHA-256 of weights and configuration; empty until it is installed. */
  digest: string;
  state: ModelState;
  /** Of the installation, 0 … 1. */
  progress: number;
  /** What the installation does now, or why it failed. */
  detail: string;
  engines: string[];
  parameters: number | null;
  size_bytes: number | null;
  source: ModelSource;
  /** Markdown. */
  card: string;
  numbers: ModelNumbers[];
  /** Milliseconds for one image and for one click, as workers of this installation measured them. */
  speed: { encode_ms: number; click_ms: number } | null;
  is_builtin: boolean;
  is_enabled: boolean;
  project_count: number;
  /** Ids of the live workers that answer with it. */
  served_by: string[];
  created: string;
  created_by: number | null;
}

export interface PublishedModel {
  name: string;
  title: string;
  preset: string;
  url: string;
  installed: boolean;
  numbers?: ModelNumbers[];
}

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

export function useModels(enabled = true) {
  return useQuery({
    queryKey: queryKeys.models,
    queryFn: fetchModels,
    enabled,
    refetchInterval: (query) => pollInterval(query.state.data),
  });
}

export function useModel(id: number) {
  return useQuery({
    queryKey: queryKeys.model(id),
    queryFn: () => ask<StoredModel>('GET', `/api/v1/models/${id}/`),
    refetchInterval: (query) => pollInterval(query.state.data && [query.state.data]),
  });
}

export function usePublishedModels() {
  return useQuery({
    queryKey: queryKeys.publishedModels,
    queryFn: () => ask<PublishedModel[]>('GET', '/api/v1/models/published/'),
  });
}

export function addPublishedModel(published: string): Promise<StoredModel> {
  return ask('POST', '/api/v1/models/', { source: 'published', published });
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
  const filled = Object.fromEntries(Object.entries(model).filter(([, value]) => value !== ''));
  return ask('POST', '/api/v1/models/', { source: 'url', ...filled });
}

export function updateModel(
  id: number,
  changes: Partial<Pick<StoredModel, 'title' | 'card' | 'is_enabled'>>,
): Promise<StoredModel> {
  return ask('PATCH', `/api/v1/models/${id}/`, changes);
}

export function deleteModel(id: number): Promise<void> {
  return ask('DELETE', `/api/v1/models/${id}/`);
}

export function retryModel(id: number): Promise<StoredModel> {
  return ask('POST', `/api/v1/models/${id}/retry/`);
}

export function cancelModel(id: number): Promise<StoredModel> {
  return ask('POST', `/api/v1/models/${id}/cancel/`);
}

/** Images of the project that nobody has begun get this model; those begun keep theirs. */
export function chooseModel(project: number, name: string): Promise<Project> {
  return ask('PATCH', `/api/v1/projects/${project}/`, { model: name });
}

/** Later clicks on this image are answered by this model; the masks that exist stay. */
export function pinModel(image: string, name: string): Promise<unknown> {
  return ask('POST', `/api/v1/images/${image}/annotation/model/`, { model: name });
}

/** All pages: an installation has dozens of models, not thousands. */
async function fetchModels(): Promise<StoredModel[]> {
  const found: StoredModel[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
    const page = await ask<Page<StoredModel>>('GET', `/api/v1/models/${query}`);
    found.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor);
  return found;
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const request = new Request(new URL(path, window.location.origin), {
    method,
    headers: {
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await authenticatedFetch(request);
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!response.ok) throw problemToError(response.status, answer, response.headers.get('Retry-After'));
  return answer as T;
}
