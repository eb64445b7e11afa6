import { beforeEach, describe, expect, it } from 'vitest';
import { imagePoint } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { createViewport, toScreen, type Viewport, zoomTo } from '../canvas/viewport';
import { createStore } from '../store/store';
import { boxTool } from '../tools/BoxTool/BoxTool';
import { clickTool } from '../tools/ClickTool/ClickTool';
import { polygonTool } from '../tools/PolygonTool/PolygonTool';
import { IDLE, type Tool, type ToolCommand } from '../tools/tool';
import { CONTEXT, IMAGE } from '../tools/toolFixture';
import { type HandState, NO_KEYS } from './hand';
import { KeyboardCursor } from './keyboardCursor';

/** Four CSS pixels an image pixel: a step is three image pixels (2.5, rounded). */
const STEP = 3;
const MIDDLE = [50.5, 40.5];

let hand: ReturnType<typeof handWith>;
let viewport = createStore<Viewport | null>(null);
let cursor: KeyboardCursor;

function handWith(tool: Tool) {
  const state = createStore<HandState>({
    tool: IDLE,
    pointer: null,
    isByKeys: false,
    held: NO_KEYS,
    isPanning: false,
  });
  const commands: ToolCommand[] = [];
  const pointer = (event: CanvasPointerEvent, by = 'mouse'): void => {
    const next = tool.handle(state.get().tool, event, CONTEXT);
    state.update((before) => ({
      ...before,
      tool: next.state,
      pointer: event.image,
      isByKeys: by === 'keys',
    }));
    commands.push(...next.commands.filter(({ kind }) => kind !== 'hover'));
  };
  return { state, pointer, commands };
}

function take(tool: Tool): void {
  hand = handWith(tool);
  viewport = createStore<Viewport | null>(createViewport(IMAGE, { width: 448, height: 368 }));
  cursor = new KeyboardCursor(hand, viewport, IMAGE);
}

const place = (): readonly number[] => [...(hand.state.get().pointer ?? [])];

describe('the crosshair that keys move', () => {
  beforeEach(() => take(clickTool));

  it('starts in the middle of what is in sight and goes by steps, far ones with shift', () => {
    cursor.move(1, 0, false);
    expect(place()).toEqual([(MIDDLE[0] as number) + STEP, MIDDLE[1]]);
    cursor.move(0, -1, true);
    expect(place()).toEqual([(MIDDLE[0] as number) + STEP, (MIDDLE[1] as number) - 8 * STEP]);
    expect(hand.state.get().isByKeys).toBe(true);
  });

  it('goes on from where the mouse was', () => {
    const image = imagePoint(10.2, 20.9);
    const at = { image, screen: toScreen(viewport.get() as Viewport, image), button: 'none' } as const;
    hand.pointer({ ...at, type: 'move', isCtrl: false, isAlt: false, isShift: false });
    cursor.move(1, 0, false);
    expect(place()).toEqual([13.5, 20.5]);
  });

  it('stays in the image', () => {
    for (let step = 0; step < 9; step++) cursor.move(1, 1, true);
    expect(place()).toEqual([99.5, 79.5]);
    for (let step = 0; step < 9; step++) cursor.move(-1, -1, true);
    expect(place()).toEqual([0.5, 0.5]);
  });

  it('goes pixel by pixel when zoomed in, and the view moves along', () => {
    viewport.update((value) => value && zoomTo(value, 32, toScreen(value, imagePoint(50, 40))));
    const before = viewport.get() as Viewport;
    cursor.move(1, 0, false);
    cursor.move(1, 0, false);
    expect(place()).toEqual([52.5, 40.5]);
    for (let step = 0; step < 12; step++) cursor.move(1, 0, false);
    const shown = viewport.get() as Viewport;
    expect(shown.offsetX).toBeLessThan(before.offsetX);
    const [x] = toScreen(shown, imagePoint(place()[0] as number, place()[1] as number));
    expect(x).toBeLessThanOrEqual(shown.screen.width - 56);
  });

  it('clicks for the object, and with the other key for the background', () => {
    cursor.move(1, 0, false);
    cursor.press('left');
    cursor.press('right');
    expect(hand.commands).toEqual([
      { kind: 'click', point: [53.5, 40.5], isBackground: false },
      { kind: 'click', point: [53.5, 40.5], isBackground: true },
    ]);
  });

  it('sets the corners of a polygon one by one', () => {
    take(polygonTool);
    for (const [right, down] of [
      [1, 0],
      [0, 1],
      [-1, 0],
    ] as const) {
      cursor.press('left');
      cursor.move(right, down, true);
    }
    expect(hand.state.get().tool).toMatchObject({
      name: 'outlining',
      pressed: null,
      pieces: [[MIDDLE], [[74.5, 40.5]], [[74.5, 64.5]]],
    });
  });

  it.each(['press', 'Enter'])('begins a box with one press and ends it with %s', (end) => {
    take(boxTool);
    cursor.press('left');
    cursor.move(1, 1, true);
    expect(hand.state.get().tool.name).toBe('boxing');
    if (end === 'press') cursor.press('left');
    else expect(cursor.take('Enter')).toBe(true);
    expect(hand.commands).toEqual([{ kind: 'box', box: [50.5, 40.5, 74.5, 64.5], isForSelected: false }]);
  });

  it('gives a begun box up with Escape, and leaves Escape alone when nothing was begun', () => {
    take(boxTool);
    expect(cursor.take('Escape')).toBe(false);
    cursor.press('left');
    cursor.move(1, 1, true);
    expect(cursor.take('Escape')).toBe(true);
    expect([hand.commands, hand.state.get().tool]).toEqual([[], IDLE]);
  });
});
