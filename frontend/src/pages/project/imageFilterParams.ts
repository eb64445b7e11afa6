/** The filters of the image list live in the address, so that a link shows the same list, and the editor its neighbours. */
import type { ImageFilters, ImageOrdering } from '../../api/images';
import { type ImageStatus, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import type { PlainKey } from '../../i18n/catalogue';

export const ORDERINGS: readonly { value: ImageOrdering; name: PlainKey }[] = [
  { value: 'name', name: 'project.orderName' },
  { value: '-name', name: 'project.orderNameDown' },
  { value: '-created', name: 'project.orderNewest' },
  { value: 'created', name: 'project.orderOldest' },
  { value: '-updated', name: 'project.orderChanged' },
  { value: 'updated', name: 'project.orderUntouched' },
];

export const DEFAULT_ORDERING: ImageOrdering = 'name';
const FLAGGED = ['true', 'false'] as const;
const OBJECTS = ['none', 'some'] as const;
export const SIZES = ['pixels_from', 'pixels_to'] as const;
export const DAYS = ['created_from', 'created_to', 'updated_from', 'updated_to'] as const;
const STATUSES: readonly ImageStatus[] = ['processing', 'ready', 'failed'];

/** Read filters from a query string; whatever is not one of the known values is left out. */
export function parseFilters(params: URLSearchParams): ImageFilters {
  const filters: ImageFilters = {};
  const state = WORKFLOW_STATES.find((known) => known === params.get('state'));
  const status = STATUSES.find((known) => known === params.get('status'));
  const ordering = ORDERINGS.find((known) => known.value === params.get('ordering'))?.value;
  const label = params.get('label') ?? '';
  const tag = params.get('tag')?.trim();
  const flagged = FLAGGED.find((known) => known === params.get('flagged'));
  const comments = params.get('comments');
  const assignee = params.get('assignee') ?? '';
  const batch = params.get('batch') ?? '';
  const gold = FLAGGED.find((known) => known === params.get('gold'));
  const objects = OBJECTS.find((known) => known === params.get('objects'));
  const annotator = params.get('annotator') ?? '';
  const quality = params.get('quality_below') ?? '';
  const metadata = params.get('metadata')?.trim();
  const search = params.get('search')?.trim();
  if (state) filters.state = state;
  if (status) filters.status = status;
  if (/^\d{1,15}$/.test(label)) filters.label = Number(label);
  if (tag) filters.tag = tag;
  if (flagged) filters.flagged = flagged;
  if (comments === 'open') filters.comments = comments;
  if (/^(me|none|\d{1,15})$/.test(assignee)) filters.assignee = assignee;
  if (/^(none|\d{1,15})$/.test(batch)) filters.batch = batch;
  if (gold) filters.gold = gold;
  if (params.get('held') === 'true') filters.held = 'true';
  if (objects) filters.objects = objects;
  if (/^(me|\d{1,15})$/.test(annotator)) filters.annotator = annotator;
  if (/^(0(\.\d+)?|1(\.0+)?)$/.test(quality)) filters.quality_below = Number(quality);
  for (const name of SIZES) {
    const text = params.get(name) ?? '';
    if (/^\d{1,15}$/.test(text)) filters[name] = Number(text);
  }
  for (const name of DAYS) {
    const text = params.get(name) ?? '';
    if (/^2[01]\d\d-\d\d-\d\d$/.test(text)) filters[name] = text;
  }
  if (metadata && isMetadataFilter(metadata)) filters.metadata = metadata;
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

/** Whether the server takes it: a name that begins with a letter, a colon, a value. */
export function isMetadataFilter(text: string): boolean {
  return /^\p{L}[\p{L}\p{N}_ .-]{0,49}:\s*\S/u.test(text);
}

/** The changes that lift every filter; the ordering stays. */
export function withoutFilters(filters: ImageFilters): Partial<ImageFilters> {
  const { ordering: _, ...others } = filters;
  return Object.fromEntries(Object.keys(others).map((name) => [name, undefined]));
}

export function isFiltered(filters: ImageFilters): boolean {
  const { ordering: _, ...others } = filters;
  return Object.values(others).some((value) => value !== undefined);
}

export function withState(filters: ImageFilters, state: WorkflowState): ImageFilters {
  return { ...filters, state: filters.state === state ? undefined : state };
}
