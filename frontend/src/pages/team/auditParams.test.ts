import { expect, it } from 'vitest';
import { auditFiltersOf, withAuditFilters } from './auditParams';

const at = (query: string) => auditFiltersOf(new URLSearchParams(query));

it('reads what a link asks for', () => {
  expect(at('tab=activity&actor=7&action=member-added&project=3&from=2026-01-31&to=2026-02-01')).toEqual({
    actor: 7,
    action: 'member-added',
    project: 3,
    from: '2026-01-31',
    to: '2026-02-01',
  });
});

it.each(['actor=bob', 'action=moon-landed', 'project=-1', 'from=yesterday', 'to=2026-13-40', ''])(
  'leaves out what is no filter: %s',
  (query) => {
    expect(at(query)).toEqual({});
  },
);

it('changes the filters and leaves the rest of the address alone', () => {
  const before = new URLSearchParams('tab=activity&actor=7&from=2026-01-31');
  expect(String(withAuditFilters(before, { actor: 8 }))).toBe('tab=activity&actor=8');
});
