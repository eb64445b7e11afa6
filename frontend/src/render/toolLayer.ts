/** The canvas above all others, in screen resolution: the tool in hand. Apart, because it changes with every movement. */
import type { CropXyxy } from '../canvas/crop';
import type { Viewport } from '../canvas/viewport';
import { drawCrop } from './drawCrop';
import { drawTool, isBlank, type ToolAppearance } from './drawTool';
import { fitCanvas } from './fitCanvas';

export class ToolLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  /** Nothing is to be seen: the canvas is hidden, so that the browser need not lay it over the others. */
  #isClear = true;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no 2D canvas');
    this.#canvas = canvas;
    canvas.hidden = true;
    this.#context = context;
  }

  show(viewport: Viewport, appearance: ToolAppearance, crop: CropXyxy | null): void {
    const isClear = crop === null && isBlank(appearance);
    if (isClear && this.#isClear) return;
    this.#isClear = isClear;
    this.#canvas.hidden = isClear;
    if (isClear) return;
    const ratio = fitCanvas(this.#canvas, viewport);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, viewport.screen.width, viewport.screen.height);
    if (crop !== null) drawCrop(this.#context, viewport, crop);
    drawTool(this.#context, viewport, appearance);
  }
}
