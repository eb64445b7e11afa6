/** The filters of the activity live in the address, so that a link shows the same entries. Pure. */
import type { AuditFilters } from '../../api/audit';
import { isDay } from '../../figures/period';
import { EVENTS } from './activityText';

const NAMES = ['actor', 'action', 'project', 'from', 'to'] as const satisfies (keyof AuditFilters)[];

/** Whatever is not one of the known values is left out. */
export function auditFiltersOf(params: URLSearchParams): AuditFilters {
  const action = EVENTS.find((known) => known === params.get('action'));
  const [actor, project] = [idOf(params.get('actor')), idOf(params.get('project'))];
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  return {
    ...(actor !== undefined && { actor }),
    ...(action && { action }),
    ...(project !== undefined && { project }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  };
}

/** `params` with these filters and no others; the rest of the address stays. */
export function withAuditFilters(params: URLSearchParams, filters: AuditFilters): URLSearchParams {
  const changed = new URLSearchParams(params);
  for (const name of NAMES) {
    const value = filters[name];
    if (value === undefined) changed.delete(name);
    else changed.set(name, String(value));
  }
  return changed;
}

function idOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
