/** The filters of the image list live in the address, so that a link shows the same list, and the editor its neighbours. */
import type { ImageFilters, ImageOrdering } from '../../api/images';
import { type ImageStatus, WORKFLOW_STATES, type WorkflowState } from '../../api/types';

export const ORDERINGS: readonly { value: ImageOrdering; label: string }[] = [
  { value: 'name', label: 'Name, A to Z' },
  { value: '-name', label: 'Name, Z to A' },
  { value: '-created', label: 'Newest first' },
  { value: 'created', label: 'Oldest first' },
  { value: '-updated', label: 'Last changed first' },
  { value: 'updated', label: 'Longest untouched first' },
];

export const DEFAULT_ORDERING: ImageOrdering = 'name';
const STATUSES: readonly ImageStatus[] = ['processing', 'ready', 'failed'];

/** Read filters from a query string; whatever is not one of the known values is left out. */
export function parseFilters(params: URLSearchParams): ImageFilters {
  const filters: ImageFilters = {};
  const state = WORKFLOW_STATES.find((known) => known === params.get('state'));
  const status = STATUSES.find((known) => known === params.get('status'));
  const ordering = ORDERINGS.find((known) => known.value === params.get('ordering'))?.value;
  const label = params.get('label') ?? '';
  const search = params.get('search')?.trim();
  if (state) filters.state = state;
  if (status) filters.status = status;
  if (/^\d{1,15}$/.test(label)) filters.label = Number(label);
  if (search) filters.search = search;
  if (ordering) filters.ordering = ordering;
  return filters;
}

/** The query string of `filters` ("" or "?…"). */
export function filterQuery(filters: ImageFilters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

export function isFiltered(filters: ImageFilters): boolean {
  return [filters.state, filters.status, filters.label, filters.search].some((value) => value !== undefined);
}

export function withState(filters: ImageFilters, state: WorkflowState): ImageFilters {
  return { ...filters, state: filters.state === state ? undefined : state };
}
