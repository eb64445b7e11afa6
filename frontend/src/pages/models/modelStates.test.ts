import { describe, expect, it } from 'vitest';
import { modelFixture } from '../../api/modelFixture';
import type { ModelState } from '../../api/types';
import { english } from '../../i18n/english';
import { actionsFor, detailText, MODEL_STATE_COLORS, stateText } from './modelStates';

const MODEL_STATES = Object.keys(MODEL_STATE_COLORS) as ModelState[];

describe('stateText', () => {
  it.each([
    [{ state: 'queued', progress: 0 }, 'Waiting'],
    [{ state: 'fetching', progress: 0.124 }, 'Fetching · 12 %'],
    [{ state: 'converting', progress: 0.8 }, 'Converting · 80 %'],
    [{ state: 'ready' }, 'Ready'],
    [{ state: 'ready', is_enabled: false }, 'Disabled'],
    [{ state: 'failed', progress: 0.5 }, 'Failed'],
  ] as const)('%j reads %s', (changes, text) => {
    expect(stateText(modelFixture(changes), english)).toBe(text);
  });
});

it('begins the report of the installer like a sentence, but leaves addresses alone', () => {
  expect(detailText({ detail: 'writing weights' })).toBe('Writing weights');
  expect(detailText({ detail: 'https://weights.test/a.pth' })).toBe('https://weights.test/a.pth');
  expect(detailText({ detail: '' })).toBe('');
});

describe('actionsFor', () => {
  it('offers nothing to people who do not run the installation', () => {
    for (const state of MODEL_STATES) {
      expect(Object.values(actionsFor(modelFixture({ state }), false)).some(Boolean), state).toBe(false);
    }
  });

  it('offers to cancel what runs and to try again what ended badly', () => {
    expect(actionsFor(modelFixture({ state: 'fetching' }), true)).toMatchObject({
      cancel: true,
      retry: false,
      remove: false,
      toggle: null,
    });
    expect(actionsFor(modelFixture({ state: 'failed' }), true)).toMatchObject({
      cancel: false,
      retry: true,
      remove: true,
      toggle: null,
    });
  });

  it('keeps built-in models, which can only be switched off', () => {
    expect(actionsFor(modelFixture({ is_builtin: true }), true)).toMatchObject({
      remove: false,
      toggle: 'disable',
    });
    expect(actionsFor(modelFixture({ is_builtin: true, is_enabled: false }), true).toggle).toBe('enable');
  });
});
