import { expect, it } from 'vitest';
import { isPageOfServer, nextPath } from './nextPath';

it('goes back to a path of this site', () => {
  expect(nextPath('?next=%2Fimages%2F1%3Fstate%3Dnew')).toBe('/images/1?state=new');
});

it.each([
  '',
  '?next=',
  '?next=//evil.example',
  '?next=/%5Cevil.example',
  '?next=https://evil.example',
  '?next=/login',
])('never leaves the site: %s', (search) => {
  expect(nextPath(search)).toBe('/projects');
});

it.each([
  ['/admin/', true],
  ['/admin', true],
  ['/api/v1/docs/', true],
  ['/administrators', false],
  ['/projects/7', false],
])('knows whose page %s is', (path, isServers) => {
  expect(isPageOfServer(path)).toBe(isServers);
});
