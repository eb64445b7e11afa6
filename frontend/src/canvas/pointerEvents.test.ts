// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { screenPoint } from './geometry';
import { LONG_PRESS_MS } from './longPress';
import { type CanvasPointerEvent, listenToPointer, PEN_IN_HAND_MS } from './pointerEvents';
import { createViewport, toImage, type Viewport } from './viewport';

const IMAGE = { width: 100, height: 80 };

function canvas() {
  const element = document.createElement('div');
  // happy-dom has no layout and no pointer capture: the canvas lies at (10, 20) of the page.
  element.getBoundingClientRect = () => ({ left: 10, top: 20 }) as DOMRect;
  element.setPointerCapture = () => undefined;
  element.hasPointerCapture = () => false;
  document.body.append(element);
  let viewport: Viewport = createViewport(IMAGE, { width: 448, height: 368 }); // scale 4, offset 24
  const events: CanvasPointerEvent[] = [];
  const panning: boolean[] = [];
  const sizes: number[] = [];
  const keys = { isPan: false, hasSize: false, hasLongPress: false };
  const stop = listenToPointer(element, {
    getViewport: () => viewport,
    setViewport: (value) => {
      viewport = value;
    },
    isPanKeyDown: () => keys.isPan,
    onPointer: (event) => events.push(event),
    onPanning: (isPanning) => panning.push(isPanning),
    hasSize: () => keys.hasSize,
    hasLongPress: () => keys.hasLongPress,
    onSize: (direction) => sizes.push(direction),
  });
  const clock = { now: 10_000 };
  const fire = (type: string, x: number, y: number, more: PointerEventInit = {}): Event => {
    const init = {
      clientX: x,
      clientY: y,
      bubbles: true,
      cancelable: true,
      pointerId: 1,
      pointerType: 'mouse',
      ...more,
    };
    const event = new PointerEvent(type, init);
    Object.defineProperty(event, 'timeStamp', { value: clock.now });
    element.dispatchEvent(event);
    return event;
  };
  const touch = (type: string, finger: number, x: number, y: number) =>
    fire(type, x, y, { pointerType: 'touch', pointerId: finger, buttons: type === 'pointerup' ? 0 : 1 });
  const pen = (type: string, x: number, y: number, more: PointerEventInit = {}) =>
    fire(type, x, y, { pointerType: 'pen', pointerId: 9, ...more });
  return {
    touch,
    pen,
    clock,
    element,
    events,
    panning,
    sizes,
    keys,
    fire,
    stop,
    getViewport: () => viewport,
  };
}

describe('listenToPointer', () => {
  beforeEach(() => document.body.replaceChildren());

  it('tells where the pointer is on the canvas and in the image', () => {
    const { events, fire } = canvas();
    fire('pointerdown', 74, 124, { button: 0 });
    expect(events).toMatchObject([{ type: 'down', button: 'left', screen: [64, 104], image: [10, 20] }]);
  });

  it('makes a right button of the right button, and shows no menu', () => {
    const { events, fire } = canvas();
    fire('pointerdown', 74, 124, { button: 2, altKey: true });
    expect(events).toMatchObject([{ button: 'right', isAlt: true }]);
    expect(fire('contextmenu', 74, 124).defaultPrevented).toBe(true);
  });

  it.each([
    ['the middle button', { button: 1 }, false],
    ['space and the left button', { button: 0 }, true],
  ])('moves the image with %s, and makes no click of it', (_name, init, isPan) => {
    const { events, panning, keys, fire, getViewport } = canvas();
    const before = getViewport();
    keys.isPan = isPan;
    fire('pointerdown', 100, 100, init);
    fire('pointermove', 130, 90);
    fire('pointerup', 130, 90, init);
    expect(getViewport().offsetX - before.offsetX).toBe(30);
    expect(getViewport().offsetY - before.offsetY).toBe(-10);
    expect(panning).toEqual([true, false]);
    expect(events).toEqual([]);
  });

  it('zooms to the pointer with the wheel', () => {
    const { element, getViewport } = canvas();
    const anchor = screenPoint(64, 104);
    const before = toImage(getViewport(), anchor);
    // happy-dom's wheel events do not know where they are.
    const event = new WheelEvent('wheel', { deltaY: -120, cancelable: true });
    Object.assign(event, { clientX: 74, clientY: 124 });
    element.dispatchEvent(event);
    expect(getViewport().scale).toBeGreaterThan(4);
    expect(toImage(getViewport(), anchor)[0]).toBeCloseTo(before[0]);
    expect(event.defaultPrevented).toBe(true);
  });

  it('changes the size of the tool with Shift and the wheel, and moves nothing', () => {
    const { element, sizes, keys, getViewport } = canvas();
    const before = getViewport();
    keys.hasSize = true;
    // happy-dom's wheel events do not know which keys are down.
    const event = Object.assign(new WheelEvent('wheel', { deltaY: -120 }), { shiftKey: true });
    element.dispatchEvent(event);
    expect(sizes).toEqual([1]);
    expect(getViewport()).toBe(before);
  });

  it('tells every place that the pointer was at while a button is down', () => {
    const { element, events } = canvas();
    const places = [
      [74, 124],
      [80, 124],
      [90, 130],
    ] as const;
    const init = { buttons: 1, pointerId: 1, clientX: 90, clientY: 130 };
    const event = new PointerEvent('pointermove', init);
    event.getCoalescedEvents = () =>
      places.map(([clientX, clientY]) => new PointerEvent('pointermove', { ...init, clientX, clientY }));
    element.dispatchEvent(event);
    expect(events.map(({ screen }) => [...screen])).toEqual(places.map(([x, y]) => [x - 10, y - 20]));
  });

  it('zooms with two fingers and takes the first finger for no click', () => {
    const { events, fire, getViewport } = canvas();
    fire('pointerdown', 200, 200, { pointerType: 'touch', pointerId: 1, button: 0 });
    fire('pointerdown', 300, 200, { pointerType: 'touch', pointerId: 2, button: 0 });
    fire('pointermove', 400, 200, { pointerType: 'touch', pointerId: 2 });
    fire('pointerup', 400, 200, { pointerType: 'touch', pointerId: 2, button: 0 });
    fire('pointerup', 200, 200, { pointerType: 'touch', pointerId: 1, button: 0 });
    expect(getViewport().scale).toBeCloseTo(8);
    expect(events.map(({ type }) => type)).toEqual(['down', 'cancel']);
  });

  it('draws with one finger', () => {
    const { events, touch } = canvas();
    touch('pointerdown', 1, 74, 124);
    touch('pointermove', 1, 90, 124);
    touch('pointerup', 1, 90, 124);
    expect(events.map(({ type, button }) => `${type} ${button}`)).toEqual([
      'down left',
      'move left',
      'up left',
    ]);
  });

  it('draws nothing with the finger that stays after two', () => {
    const { events, touch } = canvas();
    touch('pointerdown', 1, 200, 200);
    touch('pointerdown', 2, 300, 200);
    touch('pointerup', 2, 300, 200);
    touch('pointermove', 1, 250, 250);
    touch('pointerup', 1, 250, 250);
    expect(events.map(({ type }) => type)).toEqual(['down', 'cancel']);
  });

  it('moves the image with one finger while a pen is in hand, and draws again when it has been put away', () => {
    const { events, panning, pen, touch, clock, getViewport } = canvas();
    pen('pointermove', 74, 124);
    const before = getViewport();
    clock.now += PEN_IN_HAND_MS - 1;
    touch('pointerdown', 1, 100, 100);
    touch('pointermove', 1, 130, 90);
    touch('pointerup', 1, 130, 90);
    expect([getViewport().offsetX - before.offsetX, getViewport().offsetY - before.offsetY]).toEqual([
      30, -10,
    ]);
    expect(panning).toEqual([true, false]);
    expect(events.map(({ type }) => type)).toEqual(['move']);
    clock.now += PEN_IN_HAND_MS;
    touch('pointerdown', 1, 100, 100);
    expect(events.map(({ type }) => type)).toEqual(['move', 'down']);
  });

  it('hears no finger while the pen draws', () => {
    const { events, panning, pen, touch, getViewport } = canvas();
    pen('pointerdown', 74, 124, { button: 0 });
    const before = getViewport();
    touch('pointerdown', 1, 200, 300);
    touch('pointerdown', 2, 240, 300);
    touch('pointermove', 1, 220, 330);
    pen('pointermove', 90, 130, { buttons: 1 });
    touch('pointerup', 1, 220, 330);
    touch('pointerleave', 1, 220, 330);
    pen('pointerup', 90, 130, { button: 0 });
    expect(events.map(({ type }) => type)).toEqual(['down', 'move', 'up']);
    expect(panning).toEqual([]);
    expect(getViewport()).toBe(before);
  });

  it('takes back what the ball of the hand began before the pen came', () => {
    const { events, pen, touch } = canvas();
    touch('pointerdown', 1, 200, 300);
    touch('pointermove', 1, 215, 300);
    pen('pointerdown', 74, 124, { button: 0 });
    touch('pointermove', 1, 230, 300);
    touch('pointerup', 1, 230, 300);
    expect(events.map(({ type, image }) => `${type} ${image[0]}`)).toEqual([
      'down 41.5',
      'move 45.25',
      'cancel 10',
      'down 10',
    ]);
  });

  it('makes a right button of the pen turned round', () => {
    const { events, pen } = canvas();
    pen('pointerdown', 74, 124, { button: 5 });
    expect(events).toMatchObject([{ type: 'down', button: 'right' }]);
  });

  it('leaves the buttons that lie on the canvas alone', () => {
    const { element, events } = canvas();
    const button = document.createElement('button');
    element.append(button);
    button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerId: 1 }));
    expect(events).toEqual([]);
  });

  it('hears nothing more once it is stopped', () => {
    const { events, fire, stop } = canvas();
    stop();
    fire('pointerdown', 74, 124, { button: 0 });
    expect(events).toEqual([]);
  });
});

describe('a finger that stays', () => {
  beforeEach(() => {
    document.body.replaceChildren();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function pressed(hasLongPress: boolean, moveTo: number): string[] {
    const { events, keys, touch } = canvas();
    keys.hasLongPress = hasLongPress;
    touch('pointerdown', 1, 100, 100);
    touch('pointermove', 1, moveTo, 100);
    vi.advanceTimersByTime(LONG_PRESS_MS);
    touch('pointerup', 1, moveTo, 100);
    return events.map(({ type, button }) => `${type} ${button}`);
  }

  it('is the right button, also when it trembles', () => {
    expect(pressed(true, 105)).toEqual(['down left', 'cancel left', 'down right', 'up right']);
  });

  it('comes up where it was put down: a tap that trembles is a click all the same', () => {
    const { events, keys, touch } = canvas();
    keys.hasLongPress = true;
    touch('pointerdown', 1, 100, 100);
    touch('pointermove', 1, 106, 100);
    touch('pointerup', 1, 106, 101);
    expect(events.map(({ type, screen }) => `${type} ${screen}`)).toEqual(['down 90,80', 'up 90,80']);
  });

  it('is none where it moves on', () => {
    expect(pressed(true, 120)).toEqual(['down left', 'move left', 'up left']);
  });

  it('is none with tools that draw', () => {
    expect(pressed(false, 101)).toEqual(['down left', 'move left', 'up left']);
  });

  it('is none with a second finger', () => {
    const { events, keys, touch } = canvas();
    keys.hasLongPress = true;
    touch('pointerdown', 1, 100, 100);
    touch('pointerdown', 2, 200, 100);
    vi.advanceTimersByTime(LONG_PRESS_MS);
    expect(events.map(({ type }) => type)).toEqual(['down', 'cancel']);
  });
});
