// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { lastTeam, rememberTeam } from './lastTeam';

const TEAMS = [{ id: 1 }, { id: 2 }];

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

it('leads to the team that was looked at last', () => {
  expect(lastTeam(TEAMS)).toEqual({ id: 1 });
  rememberTeam(2);
  expect(lastTeam(TEAMS)).toEqual({ id: 2 });
});

it('leads to the first team once one is in the last one no more', () => {
  rememberTeam(9);
  expect(lastTeam(TEAMS)).toEqual({ id: 1 });
  expect(lastTeam([])).toBeUndefined();
});

it('leads to the first team where the browser keeps nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  rememberTeam(2);
  expect(lastTeam(TEAMS)).toEqual({ id: 1 });
  vi.unstubAllGlobals();
});
