import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { eventGroups, withChosen } from './eventGroups';

it('offers every event that the server knows, once', () => {
  const schema = readFileSync('src/api/schema.yaml', 'utf-8');
  const names = /^ {4}WebhookEventName:\n {6}enum:\n((?: {6}- .+\n)+)/m.exec(schema)?.[1] ?? '';
  const known = names
    .split('\n')
    .map((line) => line.replace(/^ *- /, ''))
    .filter(Boolean);
  const offered = eventGroups(true).flatMap((group) => group.events);
  expect(known.length).toBeGreaterThan(10);
  expect([...offered].sort()).toEqual(known.sort());
});

it('offers a project no events of its team', () => {
  expect(eventGroups(false).flatMap((group) => group.events)).not.toContain('member.joined');
});

it('takes and leaves events, each once, in one order', () => {
  const both = withChosen(['image.created'], ['annotation.submitted', 'image.created'], true);
  expect(both).toEqual(['annotation.submitted', 'image.created']);
  expect(withChosen(both, ['image.created'], false)).toEqual(['annotation.submitted']);
});
