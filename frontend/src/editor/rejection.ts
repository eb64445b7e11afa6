/** Why the image was sent back: read from its history, and of interest until it is submitted again. */
import { http, unwrap } from '../api/client';

export interface Rejection {
  /** Revision of the rejection in the history of the image. */
  readonly revision: number;
  /** '' when the reviewer gave none. */
  readonly reason: string;
}

interface LogEntry {
  readonly revision: number;
  readonly kind: string;
  readonly payload?: unknown;
}

/** Enough for the mending after a rejection; an older one has been read by then. */
const REVISIONS_LOOKED_AT = 200;

/** Submitting answers a rejection, so later states have none. */
export function mayBeRejected(workflow: string | null): boolean {
  return workflow === 'rejected' || workflow === 'in_progress';
}

/** `revision`: the newest one that is known. Throws ApiError. */
export async function fetchRejection(image: string, revision: number): Promise<Rejection | null> {
  const query = { after: Math.max(0, revision - REVISIONS_LOOKED_AT), limit: 500 };
  const answer = http.GET('/api/v1/images/{image_id}/operations/', {
    params: { path: { image_id: image }, query },
  });
  return latestRejection((await unwrap(answer)).results);
}

/** `log` in any order. */
export function latestRejection(log: readonly LogEntry[]): Rejection | null {
  let latest: LogEntry | null = null;
  for (const entry of log) {
    if (entry.kind === 'reject' && (latest === null || entry.revision > latest.revision)) latest = entry;
  }
  return latest === null ? null : { revision: latest.revision, reason: reasonOf(latest.payload) };
}

function reasonOf(payload: unknown): string {
  const reason: unknown = (payload as { reason?: unknown } | null | undefined)?.reason;
  return typeof reason === 'string' ? reason : '';
}
