import { expect, it } from 'vitest';
import { activityOf, projectFigures } from './teamAddresses';

it('leads to a project in the same period and for the same person, whatever the order of the tables', () => {
  const params = new URLSearchParams(
    'from=2026-01-01&to=2026-01-31&person=3&projects_by=name&people_by=-time',
  );
  expect(projectFigures(5, params)).toBe('/projects/5/quality?from=2026-01-01&to=2026-01-31&person=3');
  expect(projectFigures(5, new URLSearchParams('projects_by=name'))).toBe('/projects/5/quality');
});

it('leads to what the log says of somebody', () => {
  expect(activityOf(2, 7)).toBe('/team/2?tab=activity&actor=7');
});
