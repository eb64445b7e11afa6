import { describe, expect, it } from 'vitest';
import { screenPoint } from '../../canvas/geometry';
import { drive, RIGHT } from '../toolFixture';
import { selectTool } from './SelectTool';

const click = (x: number, more: object = {}, context: object = {}) =>
  drive(
    selectTool,
    [
      ['down', x, 20, more],
      ['up', x, 20, more],
    ],
    context,
  ).commands;

describe('SelectTool', () => {
  it('selects what is under the pointer, and one more with Shift', () => {
    expect(click(10)).toEqual([{ kind: 'select', id: 'left' }]);
    expect(click(90)).toEqual([{ kind: 'select', id: null }]);
    expect(click(10, { isShift: true })).toEqual([{ kind: 'toggle', id: 'left' }]);
    expect(click(90, { isShift: true })).toEqual([]);
  });

  it('opens the menu of the selection that it is opened on, else of the object under the pointer', () => {
    const menu = { kind: 'menu', at: screenPoint(64, 104) };
    expect(click(10, RIGHT)).toEqual([{ kind: 'select', id: 'left' }, menu]);
    expect(click(10, RIGHT, { isSelected: () => true })).toEqual([menu]);
    expect(click(90, RIGHT)).toEqual([]);
  });
});
