import { expect, it } from 'vitest';
import { importJobFixture, summaryFixture } from './importFixture';
import { changesNothing, reasonsByCount, summaryOf } from './importSummary';

it('puts the most frequent reason first', () => {
  expect(reasonsByCount(summaryFixture())).toEqual([
    ['no-such-image', 2],
    ['bad-polygon', 1],
  ]);
});

it('knows a file whose every object is here already', () => {
  const objects = { in: 9, made: 0, updated: 0, unchanged: 9, left_out: 0, removed: 0 };
  const labels = { mapped: { cup: 'cup' }, created: [] };
  expect(changesNothing(summaryFixture({ objects, labels }))).toBe(true);
  expect(changesNothing(summaryFixture({ objects: { ...objects, removed: 1 }, labels }))).toBe(false);
  expect(changesNothing(summaryFixture({ objects, labels: { ...labels, created: ['sky'] } }))).toBe(false);
});

it('has no summary of a job that has not come to its end', () => {
  expect(summaryOf(importJobFixture({ state: 'running', summary: null }))).toBeNull();
  expect(summaryOf(importJobFixture())?.format).toBe('coco');
});
