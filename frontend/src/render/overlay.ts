/** The topmost canvas, in screen resolution: outlines, boxes, strokes, click dots, other people's pointers. Redrawn once a frame at most. */
import type { Viewport } from '../canvas/viewport';
import type { LabelFrame } from '../masks/labelFrame';
import type { Peer, Uuid } from '../protocol/messages';
import { drawBounds } from './drawBounds';
import { drawBoxes } from './drawBoxes';
import { drawClicks } from './drawClicks';
import { drawCursors } from './drawCursors';
import { drawLeases } from './drawLeases';
import { drawOutlines } from './drawOutlines';
import { drawStrokes } from './drawStrokes';
import { drawTrims, flashAt } from './drawTrims';
import { fitCanvas } from './fitCanvas';
import type { MaskAppearance } from './maskLayer';
import { OutlineCache } from './outlineCache';
import type { Marks } from './scene';

export interface OverlayContent {
  readonly viewport: Viewport;
  readonly masks: ReadonlyMap<Uuid, MaskAppearance>;
  readonly marks: Marks;
  readonly peers: readonly Peer[];
  /** Objects whose change is lit for a moment, from when this is first shown. */
  readonly flashing: readonly Uuid[];
  /** The object that a stroke is changing: its outline waits for the end of the stroke. */
  readonly stroked: Uuid | null;
  /** Of the masks as they are shown. */
  readonly frame: LabelFrame;
}

export class Overlay {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #outlines: OutlineCache;
  readonly #trims: OutlineCache;
  /** What waits for an answer pulses, except for those who asked for rest. */
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  #content: OverlayContent | null = null;
  #flashedMs = Number.NEGATIVE_INFINITY;
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, frame: LabelFrame) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#outlines = new OutlineCache(frame);
    this.#trims = new OutlineCache(frame);
  }

  /** Draws at once: called from a frame, what it shows is seen in that frame. */
  show(content: OverlayContent): void {
    if (content.flashing !== this.#content?.flashing && content.flashing.length > 0) {
      this.#flashedMs = performance.now();
    }
    this.#content = content;
    this.#outlines.use(content.frame);
    this.#outlines.keepOnly(content.masks);
    this.#trims.use(content.frame);
    this.#trims.keepOnly(new Map(content.marks.trims.map((trim) => [trim.id, trim])));
    cancelAnimationFrame(this.#frame);
    this.#draw(performance.now());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #draw(timeMs: number): void {
    this.#frame = 0;
    if (this.#content === null) return;
    const { viewport, marks, peers, stroked } = this.#content;
    const outlines = stroked === null ? marks.outlines : marks.outlines.filter(({ id }) => id !== stroked);
    const nowMs = this.#reducedMotion.matches ? 0 : timeMs;
    const ratio = fitCanvas(this.#canvas, viewport);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, viewport.screen.width, viewport.screen.height);
    drawOutlines(this.#context, viewport, outlines, this.#outlines);
    const light = this.#reducedMotion.matches ? null : flashAt(timeMs - this.#flashedMs);
    drawTrims(this.#context, viewport, marks.trims, this.#trims, light ?? 0);
    drawBounds(this.#context, viewport, marks.bounds);
    drawBoxes(this.#context, viewport, marks.boxes);
    drawStrokes(this.#context, viewport, marks.lines, nowMs);
    drawClicks(this.#context, viewport, marks.dots, nowMs);
    drawLeases(this.#context, viewport, marks.leases, this.#outlines);
    drawCursors(this.#context, viewport, peers);
    if (this.#reducedMotion.matches) return;
    const isFlashing = light !== null && marks.trims.length > 0;
    const isMoving = isFlashing || [...marks.dots, ...marks.lines].some((mark) => mark.isPending);
    if (isMoving) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }
}
