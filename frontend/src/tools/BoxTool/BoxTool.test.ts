import { describe, expect, it } from 'vitest';
import { drive, LOCKED, REFUSED, type Step } from '../toolFixture';
import { boxTool } from './BoxTool';

function drag(x0: number, y0: number, x1: number, y1: number, more = {}): Step[] {
  return [
    ['down', x0, y0, more],
    ['move', (x0 + x1) / 2, y1],
    ['up', x1, y1],
  ];
}

const BOX = { kind: 'box', box: [10, 20, 40, 60], isForSelected: false };

describe('BoxTool', () => {
  it.each([
    [10, 20, 40, 60],
    [40, 60, 10, 20],
    [10, 60, 40, 20],
  ] as const)('draws a box from any corner to the opposite one: (%i, %i) to (%i, %i)', (x0, y0, x1, y1) => {
    expect(drive(boxTool, drag(x0, y0, x1, y1))).toMatchObject({ commands: [BOX], state: { name: 'idle' } });
  });

  it('cuts the box to the image', () => {
    expect(drive(boxTool, drag(-5, -5, 120, 40)).commands).toEqual([{ ...BOX, box: [0, 0, 100, 40] }]);
  });

  it('starts a new object although one is selected, unless Shift is held', () => {
    const selection = 'mine';
    expect(drive(boxTool, drag(10, 20, 40, 60), { selection }).commands).toEqual([BOX]);
    const shift = drag(10, 20, 40, 60, { isShift: true });
    expect(drive(boxTool, shift, { selection }).commands).toEqual([{ ...BOX, isForSelected: true }]);
    expect(drive(boxTool, shift).commands).toEqual([BOX]);
  });

  it.each([
    ['a click', drag(10, 20, 10, 20)],
    ['a line', drag(10, 20, 40, 20.5)],
    ['a box beside the image', drag(-40, 20, -10, 60)],
  ] as const)('makes no box of %s, and says what to do', (_name, steps) => {
    expect(drive(boxTool, steps).commands).toEqual([{ kind: 'hint', reason: 'drag-box' }]);
  });

  it('gives up at Escape', () => {
    expect(drive(boxTool, [['down', 10, 20], 'Escape', ['up', 40, 60]]).commands).toEqual([]);
  });

  it.each(REFUSED)('says why it cannot begin: %s', (reason, context) => {
    expect(drive(boxTool, drag(10, 20, 40, 60), context).commands).toEqual([{ kind: 'hint', reason }]);
  });

  it('minds the lock of the selected object only where the box is for it', () => {
    expect(drive(boxTool, drag(10, 20, 40, 60), LOCKED).commands).toEqual([BOX]);
    expect(drive(boxTool, drag(10, 20, 40, 60, { isShift: true }), LOCKED).commands).toEqual([
      { kind: 'hint', reason: 'locked' },
    ]);
  });
});
