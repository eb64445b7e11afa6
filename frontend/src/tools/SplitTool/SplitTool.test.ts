import { describe, expect, it } from 'vitest';
import { imagePoint as at } from '../../canvas/geometry';
import { drive, LOCKED, REFUSED } from '../toolFixture';
import { splitTool } from './SplitTool';

const MINE = { selection: 'mine' };
const line = (...points: [number, number][]) => ({ kind: 'split', line: points.map(([x, y]) => at(x, y)) });

describe('SplitTool', () => {
  it('splits along a line that was dragged', () => {
    const { commands, state } = drive(
      splitTool,
      [
        ['down', 10, 10],
        ['move', 30, 20],
        ['move', 60, 30],
        ['up', 60, 30],
      ],
      MINE,
    );
    expect(commands).toEqual([line([10, 10], [30, 20], [60, 30])]);
    expect(state.name).toBe('idle');
  });

  const CLICKED = [
    ['down', 10, 10],
    ['up', 10, 10],
    ['down', 30, 40],
    ['up', 30, 40],
    ['down', 60, 10],
    ['up', 60, 10],
  ] as const;

  it.each([
    ['Enter', ['Enter'] as const],
    ['a second click in the same place', [['down', 60, 10] as const]],
  ] as const)('splits along a line of clicks at %s', (_name, end) => {
    expect(drive(splitTool, [...CLICKED, ...end], MINE).commands).toEqual([
      line([10, 10], [30, 40], [60, 10]),
    ]);
  });

  it('takes points back, and the whole line', () => {
    const { commands } = drive(splitTool, [...CLICKED, 'Backspace', 'Enter'], MINE);
    expect(commands).toEqual([line([10, 10], [30, 40])]);
    expect(drive(splitTool, [...CLICKED, 'Escape'], MINE)).toMatchObject({
      commands: [],
      state: { name: 'idle' },
    });
    const all = ['Backspace', 'Backspace', 'Backspace', 'Enter'] as const;
    expect(drive(splitTool, [...CLICKED, ...all], MINE)).toMatchObject({ commands: [], untaken: ['Enter'] });
  });

  it('selects with Ctrl, and one more with Ctrl and Shift', () => {
    const click = (more: object) =>
      drive(splitTool, [
        ['down', 10, 10, more],
        ['up', 10, 10, more],
      ]).commands;
    expect(click({ isCtrl: true })).toEqual([{ kind: 'select', id: 'left' }]);
    expect(click({ isCtrl: true, isShift: true })).toEqual([{ kind: 'toggle', id: 'left' }]);
  });

  it.each([...REFUSED, ['locked', LOCKED], ['nothing-selected', {}]] as const)(
    'says why it cannot begin: %s',
    (reason, context) => {
      expect(drive(splitTool, [['down', 10, 10]], { ...context }).commands).toEqual([
        { kind: 'hint', reason },
      ]);
    },
  );
});
