/** What people did to an image, over REST; its masks as they were are in annotationApi.ts. */
import { cursorOf, http, unwrap } from '../api/client';
import type { Operation } from '../api/types';

const PAGE = 100;
/** More new ones than that, and the list is read anew. */
const MOST_NEW = 500;

export interface HistoryPage {
  /** The newest first. */
  readonly rows: readonly Operation[];
  readonly cursor: string | undefined;
}

export function fetchHistory(image: string, cursor: string | undefined): Promise<HistoryPage> {
  return fetchPage(image, { limit: PAGE, cursor });
}

/** Those after `revision`; with a cursor where there are more than are told at once. */
export function fetchNewer(image: string, revision: number): Promise<HistoryPage> {
  return fetchPage(image, { limit: MOST_NEW, after: revision });
}

async function fetchPage(
  image: string,
  asked: { limit: number; cursor?: string | undefined; after?: number },
): Promise<HistoryPage> {
  const query = { ...asked, of: 'people', ordering: '-revision' } as const;
  const { results, next } = await unwrap(
    http.GET('/api/v1/images/{image_id}/operations/', { params: { path: { image_id: image }, query } }),
  );
  return { rows: results, cursor: cursorOf(next) };
}
