import { describe, expect, it } from 'vitest';
import { imagePoint, screenPoint } from '../../canvas/geometry';
import type { CanvasPointerEvent } from '../../canvas/pointerEvents';
import { createViewport, toImage } from '../../canvas/viewport';
import { IDLE, type ToolCommand, type ToolContext } from '../tool';
import { clickTool } from './ClickTool';

const IMAGE = { width: 100, height: 80 };
const viewport = createViewport(IMAGE, { width: 448, height: 368 }); // scale 4, offset 24
const CONTEXT: ToolContext = {
  imageSize: IMAGE,
  objectAt: ([x]) => (x < 50 ? 'left' : null),
  canWrite: true,
  isReady: true,
  scale: viewport.scale,
  selection: null,
  isSelected: () => false,
  handleAt: () => null,
  edgeAt: () => null,
  isLocked: () => false,
  isLeased: () => false,
  selectedBounds: null,
  isSubtracting: false,
  isOppositeKeyDown: false,
};

type Step = [type: CanvasPointerEvent['type'], x: number, y: number, more?: Partial<CanvasPointerEvent>];

/** Move a pointer over the canvas; everything but lighting objects up comes back. */
function drive(steps: Step[], context: Partial<ToolContext> = {}): ToolCommand[] {
  let state = IDLE;
  const commands: ToolCommand[] = [];
  for (const [type, x, y, more] of steps) {
    const screen = screenPoint(x, y);
    const event: CanvasPointerEvent = {
      type,
      screen,
      image: toImage(viewport, screen),
      button: 'left',
      isCtrl: false,
      isAlt: false,
      isShift: false,
      ...more,
    };
    const next = clickTool.handle(state, event, { ...CONTEXT, ...context });
    state = next.state;
    commands.push(...next.commands);
  }
  return commands.filter((command) => command.kind !== 'hover');
}

const RIGHT = { button: 'right' } as const;

describe('ClickTool', () => {
  it('clicks where the button went down', () => {
    expect(
      drive([
        ['move', 60, 60],
        ['down', 64, 104],
        ['move', 65, 105],
        ['up', 66, 105],
      ]),
    ).toEqual([{ kind: 'click', point: imagePoint(10, 20), isBackground: false }]);
  });

  it('makes no click of a drag, even one that comes back, and moves the image instead', () => {
    const commands = drive([
      ['down', 100, 100],
      ['move', 140, 100],
      ['move', 100, 100],
      ['up', 100, 100],
    ]);
    expect(commands).toEqual([
      { kind: 'pan', dx: 40, dy: 0 },
      { kind: 'pan', dx: -40, dy: 0 },
    ]);
  });

  it('makes a background click of the right button, of Alt, and of the held key', () => {
    const expected = [{ kind: 'click', point: imagePoint(10, 20), isBackground: true }];
    expect(
      drive([
        ['down', 64, 104, RIGHT],
        ['up', 64, 104, RIGHT],
      ]),
    ).toEqual(expected);
    expect(
      drive([
        ['down', 64, 104, { isAlt: true }],
        ['up', 64, 104],
      ]),
    ).toEqual(expected);
    expect(
      drive(
        [
          ['down', 64, 104],
          ['up', 64, 104],
        ],
        { isOppositeKeyDown: true },
      ),
    ).toEqual(expected);
  });

  it('selects with Ctrl what is under the pointer', () => {
    const ctrl = { isCtrl: true };
    expect(
      drive([
        ['down', 64, 104, ctrl],
        ['up', 64, 104, ctrl],
      ]),
    ).toEqual([{ kind: 'select', id: 'left' }]);
  });

  it('does nothing outside the image', () => {
    expect(
      drive([
        ['down', 10, 10],
        ['up', 10, 10],
      ]),
    ).toEqual([]);
  });

  it('does nothing when the gesture is cancelled', () => {
    expect(
      drive([
        ['down', 64, 104],
        ['cancel', 64, 104],
        ['up', 64, 104],
      ]),
    ).toEqual([]);
  });

  it.each([
    ['read-only', { canWrite: false }],
    ['locked', { selection: 'left', isLocked: () => true }],
    ['leased', { selection: 'left', isLeased: () => true }],
    ['not-ready', { isReady: false }],
  ] as const)('says why it cannot click: %s', (reason, context) => {
    expect(
      drive(
        [
          ['down', 64, 104],
          ['up', 64, 104],
        ],
        context,
      ),
    ).toEqual([{ kind: 'hint', reason }]);
  });

  it('lights the object under the pointer', () => {
    const keys = { isCtrl: false, isAlt: false, isShift: false };
    const event = { screen: screenPoint(64, 104), image: imagePoint(10, 20), ...keys };
    const move = clickTool.handle(IDLE, { type: 'move', button: 'none', ...event }, CONTEXT);
    expect(move.commands).toEqual([{ kind: 'hover', id: 'left' }]);
    const leave = clickTool.handle(IDLE, { type: 'leave', button: 'none', ...event }, CONTEXT);
    expect(leave.commands).toEqual([{ kind: 'hover', id: null }]);
  });
});
