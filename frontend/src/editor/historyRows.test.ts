import { describe, expect, it } from 'vitest';
import type { Operation } from '../api/types';
import { english } from '../i18n/english';
import { historyRows } from './historyRows';
import { captionOf, historyWords, type Names } from './historyWords';

const BOB = { id: 2, name: 'Bob', color: '#228be6' };
const CAT = '0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a11';
const NAMES: Names = {
  label: (id) => (id === 3 ? 'cat' : undefined),
  object: (id) => (id === CAT ? 'cat 1' : undefined),
};

function step(revision: number, kind: Operation['kind'], payload: unknown = {}, inEffect = true): Operation {
  return {
    id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
    revision,
    kind,
    payload,
    actor: 2,
    by: BOB,
    created: '2026-01-02T03:04:05Z',
    in_effect: inEffect,
  };
}

describe('historyRows', () => {
  it('shows each step with the answers that came before the next one', () => {
    const rows = historyRows([], [step(4, 'click'), step(1, 'click')], 5);
    expect(rows.map(({ at }) => at)).toEqual([5, 3]);
  });

  it('takes back and brings back what newer steps undid and redid', () => {
    const older = [step(2, 'paint'), step(1, 'click', {}, false)];
    const newer = [
      step(5, 'redo', { target: 1 }, false),
      step(4, 'undo', { target: 2 }, false),
      step(3, 'undo', { target: 1 }, false),
    ];
    const rows = historyRows(newer, older, 5);
    expect(rows.map(({ operation, isTakenBack }) => [operation?.revision, isTakenBack])).toEqual([
      [5, false],
      [4, false],
      [3, false],
      [2, true],
      [1, false],
    ]);
  });

  it('lists once what both lists tell', () => {
    expect(historyRows([step(2, 'click')], [step(2, 'click'), step(1, 'click')], 2)).toHaveLength(2);
  });
});

describe('historyWords', () => {
  it.each([
    ['click', { object: CAT }, 'Click', 'cat 1'],
    ['click', { object: null }, 'Click on the background', ''],
    ['paint', { object: CAT, mode: 'erase' }, 'Erased', 'cat 1'],
    ['set', { object: CAT, label: 3 }, 'Label: cat', 'cat 1'],
    ['set', { object: CAT, label: 9 }, 'Label that is gone', 'cat 1'],
    ['set', { objects: [CAT, 'x'], locked: true }, 'Locked', '2 objects'],
    ['reshape', { reason: 'merge', objects: [{ object: CAT }], removed: ['x'] }, 'Merged', '2 objects'],
    ['reject', { reason: 'the ear' }, 'Sent back', 'the ear'],
    ['restore', { to: 12, objects: [CAT], background: [] }, 'Gone back to step 12', 'cat 1'],
    ['undo', { target: 7, object: CAT }, 'Undo of step 7', 'cat 1'],
  ] as const)('says %s %j', (kind, payload, title, detail) => {
    expect(historyWords(step(1, kind, payload), NAMES, english)).toEqual({ title, detail });
  });

  it('says who and when', () => {
    const [row] = historyRows([], [step(1, 'click', { object: CAT })], 1);
    expect(row && captionOf(row, NAMES, english)).toMatch(/^Click · cat 1 · Bob · Jan 2, 2026/);
  });
});
