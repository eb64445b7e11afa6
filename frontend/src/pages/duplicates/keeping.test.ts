import { expect, it } from 'vitest';
import { imageFixture } from '../../api/imageFixture';
import { hasWork, keeperOf, preselected } from './keeping';

const small = imageFixture({ id: 'small', width: 100, height: 100, state: 'new', object_count: 0 });
const large = imageFixture({ id: 'large', width: 200, height: 200, state: 'new', object_count: 0 });
const annotated = imageFixture({
  id: 'annotated',
  width: 50,
  height: 50,
  state: 'in_progress',
  object_count: 3,
});
const accepted = imageFixture({ id: 'accepted', width: 50, height: 50, state: 'accepted', object_count: 0 });

it('keeps the largest of photos that nobody has worked on', () => {
  expect(keeperOf([small, large])?.id).toBe('large');
  expect([...preselected([small, large])]).toEqual(['small']);
});

it('keeps the one with most work on it, however small it is', () => {
  expect(keeperOf([large, annotated, accepted])?.id).toBe('annotated');
});

it('never chooses a photo with work on it to go', () => {
  const gold = imageFixture({ id: 'gold', state: 'new', object_count: 0, is_gold: true });
  const discussed = imageFixture({ id: 'discussed', state: 'new', object_count: 0, open_comments: 1 });
  const worked = [annotated, accepted, gold, discussed];
  expect(worked.every(hasWork)).toBe(true);
  expect([...preselected([...worked, small])]).toEqual(['small']);
  expect([...preselected(worked)]).toEqual([]);
});

it('chooses the first that came of photos that are alike in all else', () => {
  const later = { ...large, id: 'later', created: '2026-02-01T00:00:00Z' };
  expect(keeperOf([later, { ...large, created: '2026-01-01T00:00:00Z' }])?.id).toBe('large');
});
