/** One person's figures alone: `?person=7` of the address. Pure. */
import type { Statistics } from '../api/types';

/** undefined: everybody's. */
export function personOf(params: URLSearchParams): number | undefined {
  const text = params.get('person') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The same page and period, for one person or (null) for everybody. */
export function withPerson(params: URLSearchParams, person: number | null): string {
  const changed = new URLSearchParams(params);
  if (person === null) changed.delete('person');
  else changed.set('person', String(person));
  return `?${changed}`;
}

/** null: the figures are everybody's. While those of another person are shown still, there is no name. */
export function nameOf(statistics: Statistics | undefined, person: number | undefined): string | null {
  if (person === undefined) return null;
  return (statistics?.person === person && statistics.person_name) || `#${person}`;
}
