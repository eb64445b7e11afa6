import { describe, expect, it } from 'vitest';
import { filterQuery, isFiltered, parseFilters, withState } from './imageFilterParams';

describe('filters in the address', () => {
  it('come back from the query they were written to', () => {
    const filters = {
      state: 'accepted',
      label: 3,
      tag: 'night',
      flagged: 'true',
      comments: 'open',
      assignee: 'me',
      batch: '7',
      gold: 'true',
      held: 'true',
      objects: 'some',
      annotator: 'me',
      quality_below: 0.5,
      pixels_from: 100,
      pixels_to: 200,
      created_from: '2026-01-31',
      updated_to: '2026-02-28',
      metadata: 'camera:left: 2',
      search: 'a & b',
      ordering: '-created',
    } as const;
    expect(parseFilters(new URLSearchParams(filterQuery(filters)))).toEqual(filters);
  });

  it('leave out what is unknown, so that a stale link still shows a list', () => {
    const params = new URLSearchParams(
      'assignee=us&batch=x&gold=1&held=0&state=gone&status=?&label=x&objects=many&annotator=none&quality_below=2&pixels_from=-1&created_from=today&metadata=camera&ordering=password&search=%20',
    );
    expect(parseFilters(params)).toEqual({});
    expect(filterQuery({ state: undefined })).toBe('');
  });

  it('count as filters without the ordering', () => {
    expect(isFiltered({ ordering: 'name' })).toBe(false);
    expect(isFiltered({ search: 'x' })).toBe(true);
  });

  it('switch a state on and off', () => {
    expect(withState({}, 'new').state).toBe('new');
    expect(withState({ state: 'new' }, 'new').state).toBeUndefined();
  });
});
