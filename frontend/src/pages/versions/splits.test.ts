import { expect, it } from 'vitest';
import { draftAfter, FIRST_DRAFT, ruleOf } from './splits';

it('asks for shares only when they add up to 100', () => {
  expect(ruleOf(FIRST_DRAFT)).toEqual({ by: 'hash', shares: { train: 80, val: 10, test: 10 }, seed: 0 });
  expect(ruleOf({ ...FIRST_DRAFT, shares: { train: 80, val: 10, test: '' } })).toBeNull();
  expect(ruleOf({ ...FIRST_DRAFT, seed: '' })).toBeNull();
});

it('asks for the tags that are named, and for one at least', () => {
  const draft = { ...FIRST_DRAFT, by: 'tag' as const };
  expect(ruleOf({ ...draft, tags: { train: ' night ', val: '', test: ' ' } })).toEqual({
    by: 'tag',
    tags: { train: 'night' },
  });
  expect(ruleOf({ ...draft, tags: { train: '', val: '', test: ' ' } })).toBeNull();
});

it('divides the next version as the last one was', () => {
  const rule = { by: 'hash' as const, shares: { train: 70, val: 30, test: 0 }, seed: 4 };
  expect(ruleOf(draftAfter(rule))).toEqual(rule);
  const tagged = { by: 'tag' as const, tags: { test: 'held out' } };
  expect(ruleOf(draftAfter(tagged))).toEqual(tagged);
  expect(draftAfter(undefined)).toBe(FIRST_DRAFT);
});
