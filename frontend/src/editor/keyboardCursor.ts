/**
 * The crosshair that keys move (hop 1 of the way of a click without a pointer): it tells the hand what a pointer would,
 * so every tool works with it. What a mouse drags is begun by one press and ended by the next.
 */
import { type ImagePoint, imagePoint, isInside, type Size, screenPoint } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { panBy, toImage, toScreen, type Viewport } from '../canvas/viewport';
import type { Store } from '../store/store';
import { intoImage } from '../tools/drawing';
import type { ToolKey, ToolState } from '../tools/tool';
import type { Hand } from './hand';

/** CSS pixels of a step; at least one image pixel, so that zooming in makes the steps finer. */
const STEP_PX = 10;
const FAR = 8;
/** The view moves along when the crosshair comes so near to its border, in CSS pixels. */
const MARGIN_PX = 56;

/** States in which a button is down. */
const HELD: ReadonlySet<ToolState['name']> = new Set([
  'painting',
  'scribbling',
  'lassoing',
  'boxing',
  'bounding',
  'handling',
]);

type CursorHand = Pick<Hand, 'pointer' | 'state'>;

export class KeyboardCursor {
  readonly #hand: CursorHand;
  readonly #viewport: Store<Viewport | null>;
  readonly #imageSize: Size;

  constructor(hand: CursorHand, viewport: Store<Viewport | null>, imageSize: Size) {
    this.#hand = hand;
    this.#viewport = viewport;
    this.#imageSize = imageSize;
  }

  /** By whole steps to the right and down, or by far ones. */
  move(right: -1 | 0 | 1, down: -1 | 0 | 1, isFar: boolean): void {
    const viewport = this.#viewport.get();
    if (viewport === null) return;
    const step = Math.max(1, Math.round(STEP_PX / viewport.scale)) * (isFar ? FAR : 1);
    const [x, y] = this.#place(viewport);
    const to = pixelCentre(intoImage(imagePoint(x + right * step, y + down * step), this.#imageSize));
    this.#viewport.update((value) => (value === null ? null : inSight(value, to)));
    this.#emit('move', to, 'none');
  }

  /** A click, or the begin or the end of what a mouse would drag. */
  press(button: 'left' | 'right'): void {
    const viewport = this.#viewport.get();
    if (viewport === null) return;
    const place = this.#place(viewport);
    if (this.#isHeld) {
      this.#emit('up', place, button);
      return;
    }
    this.#emit('down', place, button);
    if (!this.#isHeld) this.#emit('up', place, button);
  }

  /** Enter ends what a press began, Escape gives it up. Returns whether there was any. */
  take(key: ToolKey): boolean {
    const { isByKeys, pointer } = this.#hand.state.get();
    if (!isByKeys || pointer === null || !this.#isHeld || key === 'Backspace') return false;
    this.#emit(key === 'Enter' ? 'up' : 'cancel', pointer, 'left');
    return true;
  }

  get #isHeld(): boolean {
    return HELD.has(this.#hand.state.get().tool.name);
  }

  /** Where the pointer was last, else the middle of what is in sight. */
  #place(viewport: Viewport): ImagePoint {
    const { pointer } = this.#hand.state.get();
    if (pointer !== null && isInside(pointer, this.#imageSize)) return pointer;
    const { width, height } = viewport.screen;
    const middle = toImage(viewport, screenPoint(width / 2, height / 2));
    return pixelCentre(intoImage(middle, this.#imageSize));
  }

  #emit(type: CanvasPointerEvent['type'], image: ImagePoint, button: CanvasPointerEvent['button']): void {
    const viewport = this.#viewport.get();
    if (viewport === null) return;
    const screen = toScreen(viewport, image);
    this.#hand.pointer({ type, image, screen, button, isCtrl: false, isAlt: false, isShift: false }, 'keys');
  }
}

function pixelCentre([x, y]: ImagePoint): ImagePoint {
  return imagePoint(Math.floor(x) + 0.5, Math.floor(y) + 0.5);
}

function inSight(viewport: Viewport, point: ImagePoint): Viewport {
  const [x, y] = toScreen(viewport, point);
  const dx = shift(x, viewport.screen.width);
  const dy = shift(y, viewport.screen.height);
  return dx === 0 && dy === 0 ? viewport : panBy(viewport, dx, dy);
}

function shift(place: number, length: number): number {
  if (place < MARGIN_PX) return MARGIN_PX - place;
  return Math.min(0, length - MARGIN_PX - place);
}
