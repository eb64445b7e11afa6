/** The mark where a button is down, on a small canvas of its own: shown at once, whatever the large ones have to draw. */
import { imagePoint } from '../canvas/geometry';
import { toScreen, type Viewport } from '../canvas/viewport';
import { type ClickDot, drawClicks } from './drawClicks';
import type { ToolAppearance } from './drawTool';

const SIDE_PX = 48;

export class PressMark {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #isShown = false;

  /** The canvas is moved out of sight rather than hidden: a layer that comes and goes has the page laid out again. */
  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    canvas.style.width = `${SIDE_PX}px`;
    canvas.style.height = `${SIDE_PX}px`;
    this.#move(-SIDE_PX, -SIDE_PX);
  }

  show(viewport: Viewport, dot: ClickDot | null): void {
    if (dot === null && !this.#isShown) return;
    this.#isShown = dot !== null;
    if (dot === null) {
      this.#move(-SIDE_PX, -SIDE_PX);
      return;
    }
    const [x, y] = toScreen(viewport, imagePoint(dot.x, dot.y));
    const [left, top] = [Math.round(x - SIDE_PX / 2), Math.round(y - SIDE_PX / 2)];
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(SIDE_PX * ratio);
    this.#canvas.height = Math.round(SIDE_PX * ratio);
    this.#context.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
    drawClicks(this.#context, viewport, [dot], 0);
    this.#move(left, top);
  }

  #move(left: number, top: number): void {
    this.#canvas.style.transform = `translate(${left}px, ${top}px)`;
  }
}

/** What the click tool would click on when the button comes up; null: nothing. */
export function pressedDot({ tool, state, colour }: ToolAppearance): ClickDot | null {
  if (tool !== 'click' || state.name !== 'pointing') return null;
  const { image, meaning } = state;
  if (meaning !== 'object' && meaning !== 'background') return null;
  const [x, y] = image;
  return { x, y, colour: meaning === 'object' ? colour : null, isPending: true, isEmphasised: true };
}
