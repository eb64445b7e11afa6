import { describe, expect, it } from 'vitest';
import { imagePoint } from '../../canvas/geometry';
import { drive, LOCKED, REFUSED, RIGHT, type Step } from '../toolFixture';
import { polygonTool } from './PolygonTool';

const at = imagePoint;

function click(x: number, y: number, more = {}): Step[] {
  return [
    ['down', x, y, more],
    ['up', x, y, more],
  ];
}

const TRIANGLE: Step[] = [...click(10, 10), ...click(40, 10), ...click(40, 40)];
const CORNERS = [at(10, 10), at(40, 10), at(40, 40)];
const FILLED = { kind: 'fill', outline: CORNERS, mode: 'add', object: null };

describe('PolygonTool', () => {
  it.each([
    ['Enter', ['Enter']],
    ['a click on the first corner', click(11, 11)],
    ['a second click in the same place', click(40.5, 40)],
  ] as const)('closes with %s', (_name, closing) => {
    const { commands, state } = drive(polygonTool, [...TRIANGLE, ...closing]);
    expect(commands).toEqual([FILLED]);
    expect(state).toEqual({ name: 'idle' });
  });

  it('takes the last corner back with Backspace, and all of it in the end', () => {
    expect(drive(polygonTool, [...TRIANGLE, ...click(20, 60), 'Backspace', 'Enter']).commands).toEqual([
      FILLED,
    ]);
    const emptied = drive(polygonTool, [...click(10, 10), 'Backspace', 'Backspace']);
    expect(emptied.state).toEqual({ name: 'idle' });
    expect(emptied.untaken).toEqual(['Backspace']);
  });

  it('draws freehand while the button is held, as one piece that Backspace takes back', () => {
    const drag: Step[] = [
      ['down', 40, 10],
      ['move', 40.5, 10], // within the unsteadiness of a hand
      ['move', 44, 14],
      ['move', 44.1, 14], // too near to the point before
      ['move', 46, 20],
      ['up', 46, 20],
    ];
    const begun = [...click(10, 10), ...drag];
    const outline = [at(10, 10), at(40, 10), at(44, 14), at(46, 20), at(40, 40)];
    expect(drive(polygonTool, [...begun, ...click(40, 40), 'Enter']).commands).toEqual([
      { ...FILLED, outline },
    ]);
    expect(drive(polygonTool, [...begun, 'Backspace', ...click(40, 40), 'Enter']).commands).toEqual([FILLED]);
  });

  it('closes where a freehand piece comes back to the first corner', () => {
    const { commands } = drive(polygonTool, [
      ['down', 10, 10],
      ['move', 40, 10],
      ['move', 40, 40],
      ['move', 11, 11],
      ['up', 11, 11],
    ]);
    expect(commands).toEqual([{ ...FILLED, outline: [...CORNERS, at(11, 11)] }]);
  });

  it('gives up at Escape', () => {
    const { commands, state } = drive(polygonTool, [...TRIANGLE, 'Escape']);
    expect([commands, state]).toEqual([[], { name: 'idle' }]);
  });

  it('does not close with two corners, and says so', () => {
    const { commands, state } = drive(polygonTool, [...click(10, 10), ...click(40, 10), 'Enter']);
    expect(commands).toEqual([{ kind: 'hint', reason: 'too-few-corners' }]);
    expect(state.name).toBe('outlining');
  });

  it('erases when it was begun with the right button, or was switched to taking away; both make adding', () => {
    const right: Step[] = [...click(10, 10, RIGHT), ...click(40, 10), ...click(40, 40), 'Enter'];
    const erased = { ...FILLED, mode: 'erase', object: 'left' };
    expect(drive(polygonTool, right).commands).toEqual([erased]);
    expect(drive(polygonTool, [...TRIANGLE, 'Enter'], { isSubtracting: true }).commands).toEqual([erased]);
    expect(drive(polygonTool, right, { isSubtracting: true }).commands).toEqual([FILLED]);
  });

  it('has nothing to erase from where no object is', () => {
    const { commands } = drive(polygonTool, [...TRIANGLE, 'Enter'], {
      isSubtracting: true,
      objectAt: () => null,
    });
    expect(commands).toEqual([{ kind: 'hint', reason: 'nothing-to-erase' }]);
  });

  it('keeps what was drawn when two fingers move the image', () => {
    const { commands } = drive(polygonTool, [...TRIANGLE, ['down', 70, 70], ['cancel', 70, 70], 'Enter']);
    expect(commands).toEqual([FILLED]);
  });

  it('takes corners outside the image, as an outline may go round its border', () => {
    const { commands } = drive(polygonTool, [
      ...click(-3, -3),
      ...click(110, -3),
      ...click(110, 90),
      'Enter',
    ]);
    expect(commands).toEqual([{ ...FILLED, outline: [at(-3, -3), at(110, -3), at(110, 90)] }]);
  });

  it.each([...REFUSED, ['locked', LOCKED] as const])('says why it cannot begin: %s', (reason, context) => {
    const { commands, state } = drive(polygonTool, click(10, 10), context);
    expect([commands, state.name]).toEqual([[{ kind: 'hint', reason }], 'idle']);
  });
});
