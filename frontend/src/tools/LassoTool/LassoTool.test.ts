import { describe, expect, it } from 'vitest';
import { imagePoint } from '../../canvas/geometry';
import { drive, LOCKED, REFUSED, RIGHT, type Step } from '../toolFixture';
import { lassoTool } from './LassoTool';

const at = imagePoint;

function loop(more = {}): Step[] {
  return [
    ['down', 10, 10, more],
    ['move', 40, 10],
    ['move', 40.1, 10], // too near to the point before
    ['move', 40, 40],
    ['up', 12, 12],
  ];
}

const FILLED = { kind: 'fill', outline: [at(10, 10), at(40, 10), at(40, 40)], mode: 'add', object: null };

describe('LassoTool', () => {
  it('fills what was drawn around when the button comes up', () => {
    expect(drive(lassoTool, loop())).toMatchObject({ commands: [FILLED], state: { name: 'idle' } });
  });

  it('erases with the right button, or when it was switched to taking away', () => {
    const erased = { ...FILLED, mode: 'erase', object: 'mine' };
    expect(drive(lassoTool, loop(RIGHT), { selection: 'mine' }).commands).toEqual([erased]);
    expect(drive(lassoTool, loop(), { selection: 'mine', isSubtracting: true }).commands).toEqual([erased]);
  });

  it.each([['Escape'], [['cancel', 40, 40] as const]] as const)('gives up at %s', (end) => {
    const { commands } = drive(lassoTool, [
      ['down', 10, 10],
      ['move', 40, 10],
      ['move', 40, 40],
      end,
      ['up', 40, 40],
    ]);
    expect(commands).toEqual([]);
  });

  it('says what to do when it is only clicked', () => {
    const { commands } = drive(lassoTool, [
      ['down', 10, 10],
      ['up', 10, 10],
    ]);
    expect(commands).toEqual([{ kind: 'hint', reason: 'drag-outline' }]);
  });

  it.each([...REFUSED, ['locked', LOCKED] as const])('says why it cannot begin: %s', (reason, context) => {
    expect(drive(lassoTool, loop(), context).commands).toEqual([{ kind: 'hint', reason }]);
  });
});
