import { describe, expect, it } from 'vitest';
import { drive, LOCKED, REFUSED } from '../toolFixture';
import { boundsTool } from './BoundsTool';

const drag = (x0: number, y0: number, x1: number, y1: number) =>
  [
    ['down', x0, y0],
    ['move', (x0 + x1) / 2, (y0 + y1) / 2],
    ['up', x1, y1],
  ] as const;
const MINE = { selection: 'mine', selectedBounds: [20, 10, 60, 50] } as const;
const changed = (...box: number[]) => [{ kind: 'bounds', box, object: 'mine' }];

describe('BoundsTool', () => {
  it('draws a box of whole pixels inside the image, from any corner', () => {
    const made = [{ kind: 'bounds', box: [10, 20, 41, 60], object: null }];
    expect(drive(boundsTool, drag(10.4, 19.8, 40.6, 60.2)).commands).toEqual(made);
    expect(drive(boundsTool, drag(40.6, 60.2, 10.4, 19.8)).commands).toEqual(made);
    const cut = [{ kind: 'bounds', box: [50, 0, 100, 80], object: null }];
    expect(drive(boundsTool, drag(50, -9, 300, 200)).commands).toEqual(cut);
  });

  it('resizes the selected box by its corners and sides, also over the opposite side', () => {
    expect(drive(boundsTool, drag(20, 10, 5, 4), MINE).commands).toEqual(changed(5, 4, 60, 50));
    expect(drive(boundsTool, drag(60, 30, 80, 70), MINE).commands).toEqual(changed(20, 10, 80, 50));
    expect(drive(boundsTool, drag(40, 50, 40, 4), MINE).commands).toEqual(changed(20, 4, 60, 10));
  });

  it('moves the selected box by its inside, as far as the image goes', () => {
    expect(drive(boundsTool, drag(40, 30, 45, 33), MINE).commands).toEqual(changed(25, 13, 65, 53));
    expect(drive(boundsTool, drag(40, 30, 400, -300), MINE).commands).toEqual(changed(60, 0, 100, 40));
  });

  it('changes nothing by a press, or at Escape, and says how a box is drawn', () => {
    expect(drive(boundsTool, drag(40, 30, 40, 30), MINE).commands).toEqual([]);
    expect(
      drive(boundsTool, [['down', 40, 30], ['move', 60, 60], 'Escape', ['up', 60, 60]]).commands,
    ).toEqual([]);
    expect(drive(boundsTool, drag(10, 10, 10.5, 10.5)).commands).toEqual([
      { kind: 'hint', reason: 'drag-box' },
    ]);
  });

  it('selects with Ctrl', () => {
    const ctrl = { isCtrl: true };
    expect(
      drive(boundsTool, [
        ['down', 10, 10, ctrl],
        ['up', 10, 10, ctrl],
      ]).commands,
    ).toEqual([{ kind: 'select', id: 'left' }]);
  });

  it.each(REFUSED)('says why it cannot begin: %s', (reason, context) => {
    expect(drive(boundsTool, drag(5, 5, 30, 30), context).commands).toEqual([{ kind: 'hint', reason }]);
  });

  it('leaves a locked box where it is, and draws another beside it', () => {
    const locked = { ...MINE, ...LOCKED };
    expect(drive(boundsTool, drag(40, 30, 50, 40), locked).commands).toEqual([
      { kind: 'hint', reason: 'locked' },
    ]);
    expect(drive(boundsTool, drag(70, 60, 90, 75), locked).commands).toHaveLength(1);
  });
});
