/**
 * Hop 1 of the way of a click: DOM pointer events of the canvas -> tool events in both frames, and panning and zooming,
 * which work with every tool (space and drag, middle button, wheel, two fingers).
 *
 * One finger is the left button, and the right one where it stays in one place with a tool that takes that. A second
 * finger takes back what the first one began. Whoever has a pen in hand draws with that: fingers only move the image then, and while the pen is
 * down they are the ball of the hand and mean nothing.
 */
import { Fingers } from './fingers';
import { type ImagePoint, type ScreenPoint, screenPoint } from './geometry';
import { LongPress } from './longPress';
import { panBy, toImage, type Viewport, zoomBy } from './viewport';
import { wheelMeaning } from './wheel';

/** So long after the last word of a pen fingers do not draw. */
export const PEN_IN_HAND_MS = 2_000;
/** The far end of some pens, as a button. */
const ERASER_END = 5;

export interface CanvasPointerEvent {
  readonly type: 'down' | 'move' | 'up' | 'cancel' | 'leave';
  readonly screen: ScreenPoint;
  readonly image: ImagePoint;
  readonly button: 'left' | 'right' | 'none';
  readonly isCtrl: boolean;
  readonly isAlt: boolean;
  readonly isShift: boolean;
}

export interface PointerTarget {
  getViewport(): Viewport;
  setViewport(viewport: Viewport): void;
  /** Held by the person to pan with the left button. */
  isPanKeyDown(): boolean;
  onPointer(event: CanvasPointerEvent): void;
  onPanning(isPanning: boolean): void;
  /** The tool has a size that Shift and the wheel change. */
  hasSize(): boolean;
  onSize(direction: 1 | -1): void;
  /** The tool acts at one place, so that a finger that stays there may mean the right button. */
  hasLongPress(): boolean;
}

/** Attach to the element; returns the function that detaches. */
export function listenToPointer(element: HTMLElement, target: PointerTarget): () => void {
  const gesture = new Gesture(element, target);
  const abort = new AbortController();
  const options = { signal: abort.signal };
  element.addEventListener('pointerdown', (event) => gesture.down(event), options);
  element.addEventListener('pointermove', (event) => gesture.move(event), options);
  element.addEventListener('pointerup', (event) => gesture.up(event, 'up'), options);
  element.addEventListener('pointercancel', (event) => gesture.up(event, 'cancel'), options);
  element.addEventListener('pointerleave', (event) => gesture.leave(event), options);
  element.addEventListener('contextmenu', (event) => event.preventDefault(), options);
  // Chromium scrolls by itself after a middle click; `auxclick` and `mousedown` must both be stopped.
  element.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), options);
  element.addEventListener('wheel', (event) => gesture.wheel(event), { ...options, passive: false });
  return () => {
    abort.abort();
    gesture.stop();
  };
}

class Gesture {
  readonly #element: HTMLElement;
  readonly #target: PointerTarget;
  readonly #fingers = new Fingers();
  /** Fingers that mean nothing until they are lifted: the ball of a hand that holds a pen. */
  readonly #ignored = new Set<number>();
  #panningPointer: number | null = null;
  #lastPan: ScreenPoint | null = null;
  #isPinching = false;
  #isPenDown = false;
  #penAt = Number.NEGATIVE_INFINITY;
  readonly #press = new LongPress();
  #isLongPress = false;

  constructor(element: HTMLElement, target: PointerTarget) {
    this.#element = element;
    this.#target = target;
  }

  down(event: PointerEvent): void {
    // Buttons that lie on the canvas keep their clicks; a captured pointer would take them away.
    if (event.target !== this.#element) return;
    this.#element.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      this.#fingerDown(event);
      return;
    }
    if (event.pointerType === 'pen') this.#penDown(event);
    if (this.#isPinching) return;
    const isPan = event.button === 1 || (event.button === 0 && this.#target.isPanKeyDown());
    if (isPan) this.#startPan(event);
    else if (buttonOf(event) !== 'none') this.#emit('down', event);
  }

  move(event: PointerEvent): void {
    if (this.#ignored.has(event.pointerId)) return;
    if (event.pointerType === 'pen') this.#penAt = event.timeStamp;
    const point = this.#point(event);
    if (this.#isPinching) {
      if (this.#fingers.has(event.pointerId))
        this.#target.setViewport(this.#fingers.pinch(this.#target.getViewport(), event.pointerId, point));
      return;
    }
    if (this.#fingers.has(event.pointerId)) this.#fingers.put(event.pointerId, point);
    if (this.#panningPointer === event.pointerId) {
      this.#pan(point);
      return;
    }
    if (this.#fingers.has(event.pointerId) && this.#press.stays(point)) return;
    for (const each of pathOf(event)) this.#emit('move', each);
  }

  up(event: PointerEvent, type: 'up' | 'cancel'): void {
    if (this.#ignored.has(event.pointerId)) return;
    if (event.pointerType === 'pen') {
      this.#isPenDown = false;
      this.#penAt = event.timeStamp;
    }
    const stayedAt = this.#press.at;
    this.#press.end();
    this.#fingers.lift(event.pointerId);
    if (this.#isPinching) {
      this.#isPinching = this.#fingers.count > 0;
      return;
    }
    if (this.#panningPointer === event.pointerId) this.#endPan();
    else this.#emit(type, event, stayedAt ?? this.#point(event));
    this.#isLongPress = false;
  }

  leave(event: PointerEvent): void {
    if (this.#ignored.delete(event.pointerId)) return;
    if (!this.#element.hasPointerCapture(event.pointerId)) this.#emit('leave', event);
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const meaning = wheelMeaning(event, this.#target.hasSize());
    if (meaning.kind === 'size') {
      this.#target.onSize(meaning.direction);
      return;
    }
    const viewport = this.#target.getViewport();
    this.#target.setViewport(
      meaning.kind === 'zoom'
        ? zoomBy(viewport, meaning.factor, this.#point(event))
        : panBy(viewport, meaning.dx, meaning.dy),
    );
  }

  stop(): void {
    this.#press.end();
  }

  #fingerDown(event: PointerEvent): void {
    if (this.#isPenDown) {
      this.#ignored.add(event.pointerId);
      return;
    }
    this.#fingers.put(event.pointerId, this.#point(event));
    if (this.#fingers.count === 2) this.#startPinch(event);
    if (this.#isPinching) return;
    const hasPen = event.timeStamp - this.#penAt < PEN_IN_HAND_MS;
    if (hasPen || this.#target.isPanKeyDown()) {
      this.#startPan(event);
      return;
    }
    this.#emit('down', event);
    if (!this.#target.hasLongPress()) return;
    this.#press.begin(this.#point(event), () => {
      this.#emit('cancel', event);
      this.#isLongPress = true;
      this.#emit('down', event);
    });
  }

  /** What the ball of the hand has begun before the pen came is taken back. */
  #penDown(event: PointerEvent): void {
    this.#isPenDown = true;
    this.#penAt = event.timeStamp;
    const palms = this.#fingers.clear();
    if (palms.length === 0) return;
    this.#takeBack(event);
    this.#isPinching = false;
    for (const id of palms) this.#ignored.add(id);
  }

  #startPinch(event: PointerEvent): void {
    this.#isPinching = true;
    this.#takeBack(event);
  }

  /** One finger was drawing or moving the image. */
  #takeBack(event: PointerEvent): void {
    this.#press.end();
    this.#isLongPress = false;
    if (this.#panningPointer === null) this.#emit('cancel', event);
    else this.#endPan();
  }

  #startPan(event: PointerEvent): void {
    event.preventDefault();
    this.#panningPointer = event.pointerId;
    this.#lastPan = this.#point(event);
    this.#target.onPanning(true);
  }

  #pan(point: ScreenPoint): void {
    const last = this.#lastPan ?? point;
    this.#lastPan = point;
    this.#target.setViewport(panBy(this.#target.getViewport(), point[0] - last[0], point[1] - last[1]));
  }

  #endPan(): void {
    this.#panningPointer = null;
    this.#target.onPanning(false);
  }

  #emit(type: CanvasPointerEvent['type'], event: PointerEvent, screen = this.#point(event)): void {
    this.#target.onPointer({
      type,
      screen,
      image: toImage(this.#target.getViewport(), screen),
      button: this.#isLongPress && event.pointerType === 'touch' ? 'right' : buttonOf(event),
      isCtrl: event.ctrlKey || event.metaKey,
      isAlt: event.altKey,
      isShift: event.shiftKey,
    });
  }

  #point(event: MouseEvent): ScreenPoint {
    const box = this.#element.getBoundingClientRect();
    return screenPoint(event.clientX - box.left, event.clientY - box.top);
  }
}

function buttonOf({ button }: PointerEvent): CanvasPointerEvent['button'] {
  if (button === 0) return 'left';
  return button === 2 || button === ERASER_END ? 'right' : 'none';
}

/** Every place that the pointer was at since the event before, while a button is down: curves stay round. */
function pathOf(event: PointerEvent): readonly PointerEvent[] {
  const path = event.buttons === 0 ? [] : (event.getCoalescedEvents?.() ?? []);
  return path.length > 0 ? path : [event];
}
