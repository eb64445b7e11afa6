import { expect, it } from 'vitest';
import type { AuditEntry } from '../../api/types';
import { en } from '../../i18n/en';
import { createT } from '../../i18n/translate';
import { detailText, eventText } from './activityText';

const t = createT('en', en);
const entry = (changes: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: '2026-01-31T12:00:00Z',
  actor: 'Alice',
  action: 'role-changed',
  target: 'bob',
  project: null,
  project_name: '',
  detail: {},
  address: '',
  ...changes,
});

it('names the event and whom it was about', () => {
  expect(eventText(entry({}), t)).toBe('Role changed: bob');
  expect(eventText(entry({ target: '' }), t)).toBe('Role changed');
});

it('keeps the name of an event that this version does not know', () => {
  expect(eventText(entry({ action: 'moon-landed', target: 'x' }), t)).toBe('moon-landed: x');
});

it.each([
  [{ from: 'viewer', to: 'annotator' }, 'Viewer → Annotator'],
  [{ role: 'reviewer', by_operator: true }, 'Reviewer · by an operator'],
  [
    { fields: ['name', 'is_private', 'gold_percent', 'phase'] },
    'name, private project, gold images in percent, and phase',
  ],
  [
    { changes: { name: ['Early', 'Late'], people: [['bob', 'rita'], []] } },
    'name: Early → Late · people: bob and rita → –',
  ],
  [{ changes: { requires_mfa: [false, true] } }, 'two-step login for everybody: off → on'],
  [{ changes: { priority: [0, 2], assignee: [null, 'bob'] } }, 'priority: 0 → 2 · person: – → bob'],
  [{ changes: { phase: [0, 1], name: 'odd' } }, 'phase: 0 → 1'],
  [{ role: 'annotator', images: 3, given_to: 'rita' }, 'Annotator · 3 images handed over to rita'],
  [{ images: 1, given_to: '' }, '1 image back to the queue'],
  [{ something: 'else', role: 'emperor' }, ''],
])('says what changed: %j', (detail, text) => {
  expect(detailText(entry({ detail }), t)).toBe(text);
});
