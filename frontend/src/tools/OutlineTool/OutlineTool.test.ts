import { describe, expect, it } from 'vitest';
import { type ImagePoint, imagePoint } from '../../canvas/geometry';
import type { ToolContext } from '../tool';
import { drive, LOCKED } from '../toolFixture';
import { outlineTool } from './OutlineTool';

const HANDLE = imagePoint(20, 20);
const near =
  (place: ImagePoint, by: number) =>
  ([x, y]: ImagePoint): ImagePoint | null =>
    Math.hypot(x - place[0], y - place[1]) <= by ? place : null;

/** A handle at (20, 20) and an outline along y = 20. */
const CONTEXT: Partial<ToolContext> = {
  selection: 'mine',
  handleAt: near(HANDLE, 2),
  edgeAt: ([x, y]) => (Math.abs(y - 20) <= 2 ? imagePoint(Math.round(x), 20) : null),
};

describe('OutlineTool', () => {
  it('moves the handle that was taken hold of, and ends where it is let go', () => {
    const { commands, state } = drive(
      outlineTool,
      [
        ['down', 21, 20],
        ['move', 30, 26],
        ['move', 34, 28],
        ['up', 34, 28],
      ],
      CONTEXT,
    );
    expect(commands).toEqual([
      { kind: 'handle-to', handle: HANDLE, to: imagePoint(30, 26) },
      { kind: 'handle-to', handle: HANDLE, to: imagePoint(34, 28) },
      { kind: 'handle-end', handle: HANDLE, to: imagePoint(34, 28) },
    ]);
    expect(state.name).toBe('idle');
  });

  it('changes nothing by a press alone, and gives up at Escape or a cancelled gesture', () => {
    const press = [['down', 20, 20] as const, ['up', 20, 20] as const];
    expect(drive(outlineTool, press, CONTEXT).commands).toEqual([]);
    const [begun, cancel] = [
      [['down', 20, 20] as const, ['move', 30, 30] as const],
      { kind: 'handle-cancel' },
    ];
    expect(drive(outlineTool, [...begun, 'Escape', ['up', 30, 30]], CONTEXT).commands.at(-1)).toEqual(cancel);
    expect(drive(outlineTool, [...begun, ['cancel', 30, 30]], CONTEXT).commands.at(-1)).toEqual(cancel);
  });

  it('makes a handle at the second click on the outline, and holds it', () => {
    const click = [['down', 50, 21] as const, ['up', 50, 21] as const];
    const { commands } = drive(
      outlineTool,
      [...click, ['down', 50, 21], ['move', 55, 40], ['up', 55, 40]],
      CONTEXT,
    );
    const corner = imagePoint(50, 20);
    expect(commands).toEqual([
      { kind: 'handle-insert', corner },
      { kind: 'handle-to', handle: corner, to: imagePoint(55, 40) },
      { kind: 'handle-end', handle: corner, to: imagePoint(55, 40) },
    ]);
    const far = drive(outlineTool, [...click, ['move', 80, 21], ['down', 50, 21]], CONTEXT);
    expect(far.commands).toEqual([]);
  });

  it('takes a handle out with Alt', () => {
    expect(drive(outlineTool, [['down', 20, 20, { isAlt: true }]], CONTEXT).commands).toEqual([
      { kind: 'handle-delete', handle: HANDLE },
    ]);
  });

  it('selects beside the outline, adds to the selection with Shift, and moves the image by a drag', () => {
    const click = (more: object) => [['down', 10, 60, more] as const, ['up', 10, 60, more] as const];
    expect(drive(outlineTool, click({}), CONTEXT).commands).toEqual([{ kind: 'select', id: 'left' }]);
    expect(drive(outlineTool, click({ isShift: true }), CONTEXT).commands).toEqual([
      { kind: 'toggle', id: 'left' },
    ]);
    const drag = [['down', 10, 60] as const, ['move', 20, 60] as const, ['up', 20, 60] as const];
    expect(drive(outlineTool, drag, CONTEXT).commands.map(({ kind }) => kind)).toEqual(['pan']);
  });

  it.each([
    ['locked', LOCKED],
    ['read-only', { canWrite: false }],
  ] as const)('says why a handle cannot be moved: %s', (reason, context) => {
    const refused = drive(outlineTool, [['down', 20, 20]], { ...CONTEXT, ...context });
    expect(refused.commands).toEqual([{ kind: 'hint', reason }]);
  });
});
