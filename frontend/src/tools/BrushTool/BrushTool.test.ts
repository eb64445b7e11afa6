import { describe, expect, it } from 'vitest';
import { imagePoint } from '../../canvas/geometry';
import { eraserTool } from '../EraserTool/EraserTool';
import type { Tool, ToolContext } from '../tool';
import { drive, LOCKED, REFUSED, RIGHT, type Step } from '../toolFixture';
import { brushTool } from './BrushTool';

const at = imagePoint;
const stroke: Step[] = [
  ['down', 60, 20],
  ['move', 62, 22],
  ['up', 62, 22],
];

function startOf(tool: Tool, steps: readonly Step[], context: Partial<ToolContext> = {}) {
  return drive(tool, steps, context).commands[0];
}

describe('BrushTool', () => {
  it('paints from where the button goes down to where it comes up', () => {
    expect(drive(brushTool, stroke).commands).toEqual([
      { kind: 'stroke-start', point: at(60, 20), mode: 'add', object: null },
      { kind: 'stroke-to', point: at(62, 22) },
      { kind: 'stroke-end' },
    ]);
  });

  it('paints one dot for a click that does not move', () => {
    const { commands } = drive(brushTool, [
      ['down', 60, 20],
      ['up', 60, 20],
    ]);
    expect(commands.map(({ kind }) => kind)).toEqual(['stroke-start', 'stroke-end']);
  });

  it.each([
    ['the right button', [['down', 10, 20, RIGHT]], {}],
    ['Alt', [['down', 10, 20, { isAlt: true }]], {}],
    ['the held key', [['down', 10, 20]], { isOppositeKeyDown: true }],
  ] as const)(
    'erases with %s, from what lies under the pointer when nothing is selected',
    (_name, steps, context) => {
      const erase = { kind: 'stroke-start', point: at(10, 20), mode: 'erase' };
      expect(startOf(brushTool, steps, context)).toEqual({ ...erase, object: 'left' });
      expect(startOf(brushTool, steps, { ...context, selection: 'mine' })).toEqual({
        ...erase,
        object: 'mine',
      });
    },
  );

  it('draws a straight line with Shift from where the last stroke ended', () => {
    const { commands } = drive(brushTool, [
      ...stroke,
      ['move', 70, 30],
      ['down', 80, 40, { isShift: true }],
      ['up', 80, 40],
    ]);
    expect(commands.slice(3)).toEqual([
      { kind: 'stroke-start', point: at(62, 22), mode: 'add', object: null },
      { kind: 'stroke-to', point: at(80, 40) },
      { kind: 'stroke-end' },
    ]);
  });

  it('begins an ordinary stroke with Shift when there was none before', () => {
    const [first, ...rest] = drive(brushTool, [['down', 60, 20, { isShift: true }]]).commands;
    expect(first).toMatchObject({ kind: 'stroke-start', point: at(60, 20) });
    expect(rest).toEqual([]);
  });

  it.each(['Escape', 'cancel', 'down'] as const)(
    'gives a stroke up at %s, and what follows does nothing',
    (how) => {
      const end: Step = how === 'Escape' ? how : [how, 61, 21];
      const { commands, state } = drive(brushTool, [['down', 60, 20], end, ['move', 70, 30], ['up', 70, 30]]);
      expect(commands.map(({ kind }) => kind)).toEqual(['stroke-start', 'stroke-cancel']);
      expect(state).toEqual({ name: 'idle' });
    },
  );

  it('leaves keys alone that are not its own', () => {
    expect(drive(brushTool, ['Escape', ['down', 60, 20], 'Enter', 'Backspace']).untaken).toEqual([
      'Escape',
      'Enter',
      'Backspace',
    ]);
  });

  it('selects with Ctrl and a click', () => {
    const ctrl = { isCtrl: true };
    const { commands } = drive(brushTool, [
      ['down', 10, 20, ctrl],
      ['up', 10, 20, ctrl],
    ]);
    expect(commands).toEqual([{ kind: 'select', id: 'left' }]);
  });

  it.each([...REFUSED, ['locked', LOCKED] as const])('says why it cannot paint: %s', (reason, context) => {
    expect(drive(brushTool, stroke, context).commands).toEqual([{ kind: 'hint', reason }]);
  });
});

describe('EraserTool', () => {
  it('erases with either button from the selected object', () => {
    for (const more of [{}, RIGHT]) {
      expect(startOf(eraserTool, [['down', 10, 20, more]], { selection: 'mine' })).toEqual({
        kind: 'stroke-start',
        point: at(10, 20),
        mode: 'erase',
        object: 'mine',
      });
    }
  });

  it('says so where there is nothing to erase, or where that is locked', () => {
    expect(startOf(eraserTool, [['down', 90, 20]])).toEqual({ kind: 'hint', reason: 'nothing-to-erase' });
    const isLocked = (): boolean => true;
    expect(startOf(eraserTool, [['down', 10, 20]], { isLocked })).toEqual({ kind: 'hint', reason: 'locked' });
  });
});
