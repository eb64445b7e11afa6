/**
 * Hop 1 of the way of a click: DOM pointer events of the canvas -> tool events in both frames, and panning and zooming,
 * which work with every tool (space and drag, middle button, wheel, two fingers).
 */
import { type ImagePoint, type ScreenPoint, screenPoint } from './geometry';
import { panBy, toImage, type Viewport, zoomBy } from './viewport';
import { wheelMeaning } from './wheel';

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
  return () => abort.abort();
}

class Gesture {
  readonly #element: HTMLElement;
  readonly #target: PointerTarget;
  /** Fingers on the screen, by pointer id. */
  readonly #fingers = new Map<number, ScreenPoint>();
  #panningPointer: number | null = null;
  #lastPan: ScreenPoint | null = null;
  #isPinching = false;

  constructor(element: HTMLElement, target: PointerTarget) {
    this.#element = element;
    this.#target = target;
  }

  down(event: PointerEvent): void {
    // Buttons that lie on the canvas keep their clicks; a captured pointer would take them away.
    if (event.target !== this.#element) return;
    this.#element.setPointerCapture(event.pointerId);
    const point = this.#point(event);
    if (event.pointerType === 'touch') this.#fingers.set(event.pointerId, point);
    if (this.#fingers.size === 2) {
      this.#startPinch(event);
      return;
    }
    if (this.#isPinching) return;
    const isPan = event.button === 1 || (event.button === 0 && this.#target.isPanKeyDown());
    if (isPan) this.#startPan(event, point);
    else if (event.button === 0 || event.button === 2) this.#emit('down', event);
  }

  move(event: PointerEvent): void {
    const point = this.#point(event);
    if (this.#isPinching) {
      this.#pinch(event.pointerId, point);
      return;
    }
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, point);
    if (this.#panningPointer === event.pointerId) {
      this.#pan(point);
      return;
    }
    for (const each of pathOf(event)) this.#emit('move', each);
  }

  up(event: PointerEvent, type: 'up' | 'cancel'): void {
    this.#fingers.delete(event.pointerId);
    if (this.#isPinching) {
      this.#isPinching = this.#fingers.size > 0;
      return;
    }
    if (this.#panningPointer === event.pointerId) {
      this.#panningPointer = null;
      this.#target.onPanning(false);
      return;
    }
    this.#emit(type, event);
  }

  leave(event: PointerEvent): void {
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

  #startPan(event: PointerEvent, point: ScreenPoint): void {
    event.preventDefault();
    this.#panningPointer = event.pointerId;
    this.#lastPan = point;
    this.#target.onPanning(true);
  }

  #pan(point: ScreenPoint): void {
    const last = this.#lastPan ?? point;
    this.#lastPan = point;
    this.#target.setViewport(panBy(this.#target.getViewport(), point[0] - last[0], point[1] - last[1]));
  }

  #startPinch(event: PointerEvent): void {
    this.#isPinching = true;
    this.#panningPointer = null;
    this.#emit('cancel', event);
  }

  #pinch(pointerId: number, point: ScreenPoint): void {
    const before = [...this.#fingers.values()];
    if (!this.#fingers.has(pointerId)) return;
    this.#fingers.set(pointerId, point);
    const after = [...this.#fingers.values()];
    if (before.length !== 2 || after.length !== 2) return;
    const [a, b, c, d] = [before[0], before[1], after[0], after[1]] as [
      ScreenPoint,
      ScreenPoint,
      ScreenPoint,
      ScreenPoint,
    ];
    const factor = Math.hypot(c[0] - d[0], c[1] - d[1]) / Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));
    const middle = screenPoint((c[0] + d[0]) / 2, (c[1] + d[1]) / 2);
    const panned = panBy(
      this.#target.getViewport(),
      middle[0] - (a[0] + b[0]) / 2,
      middle[1] - (a[1] + b[1]) / 2,
    );
    this.#target.setViewport(zoomBy(panned, factor, middle));
  }

  #emit(type: CanvasPointerEvent['type'], event: PointerEvent): void {
    const screen = this.#point(event);
    this.#target.onPointer({
      type,
      screen,
      image: toImage(this.#target.getViewport(), screen),
      button: event.button === 0 ? 'left' : event.button === 2 ? 'right' : 'none',
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

/** Every place that the pointer was at since the event before, while a button is down: curves stay round. */
function pathOf(event: PointerEvent): readonly PointerEvent[] {
  const path = event.buttons === 0 ? [] : (event.getCoalescedEvents?.() ?? []);
  return path.length > 0 ? path : [event];
}
