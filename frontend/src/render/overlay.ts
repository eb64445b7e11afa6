/** The topmost canvas, in screen resolution: outlines, boxes, strokes, click dots, other people's pointers. Redrawn once a frame at most. */
import type { Viewport } from '../canvas/viewport';
import type { LabelFrame } from '../masks/labelFrame';
import type { Peer, Uuid } from '../protocol/messages';
import { drawBounds } from './drawBounds';
import { drawBoxes } from './drawBoxes';
import { drawClicks } from './drawClicks';
import { drawCursors } from './drawCursors';
import { drawLeases } from './drawLeases';
import { drawnOutlines, drawOutlines } from './drawOutlines';
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

const REDRAW_MS = 100;
/** What waits for an answer begins to pulse after so long: an answer that comes sooner needs no sign of waiting. */
const PATIENCE_MS = 300;
/** Between two pictures of what pulses or fades. */
const STEP_MS = 50;

export class Overlay {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #outlines: OutlineCache;
  readonly #trims: OutlineCache;
  /** What waits for an answer pulses, except for those who asked for rest. */
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  #content: OverlayContent | null = null;
  #flashedMs = Number.NEGATIVE_INFINITY;
  /** From when on something has been waiting; null: nothing waits. */
  #waitingMs: number | null = null;
  #step: ReturnType<typeof setTimeout> | undefined;
  /** What is on the canvas was drawn for this view, at this time. */
  #drawn: { readonly view: Viewport; readonly timeMs: number } | null = null;
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement, frame: LabelFrame) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#outlines = new OutlineCache(frame);
    this.#trims = new OutlineCache(frame);
  }

  /**
   * Draws at once: called from a frame, what it shows is seen in that frame. While only the view moves, the browser
   * moves what is drawn already, and every REDRAW_MS it is drawn anew.
   */
  show(content: OverlayContent): void {
    const timeMs = performance.now();
    const hasOnlyMoved = this.#content !== null && isSameBut(content, this.#content);
    if (content.flashing !== this.#content?.flashing && content.flashing.length > 0) this.#flashedMs = timeMs;
    this.#content = content;
    this.#outlines.use(content.frame);
    this.#outlines.keepOnly(content.masks);
    this.#trims.use(content.frame);
    this.#trims.keepOnly(new Map(content.marks.trims.map((trim) => [trim.id, trim])));
    const isFresh = this.#drawn !== null && timeMs - this.#drawn.timeMs < REDRAW_MS;
    if (hasOnlyMoved && isFresh && this.#step === undefined) this.#follow(content.viewport);
    else this.#draw(timeMs);
  }

  stop(): void {
    clearTimeout(this.#step);
    clearTimeout(this.#redraw);
    this.#step = undefined;
  }

  /** Have the browser lay what was drawn where it belongs in this view. */
  #follow(view: Viewport): void {
    if (this.#canvas.hidden || this.#drawn === null) return;
    const { view: from, timeMs } = this.#drawn;
    const scale = view.scale / from.scale;
    const [x, y] = [view.offsetX - from.offsetX * scale, view.offsetY - from.offsetY * scale];
    this.#canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => this.#draw(performance.now()), timeMs + REDRAW_MS - performance.now());
  }

  #draw(timeMs: number): void {
    this.stop();
    if (this.#content === null) return;
    const { viewport, marks, peers, stroked } = this.#content;
    const outlines = stroked === null ? marks.outlines : marks.outlines.filter(({ id }) => id !== stroked);
    const isWaiting = [...marks.dots, ...marks.lines].some((mark) => mark.isPending);
    this.#waitingMs = isWaiting ? (this.#waitingMs ?? timeMs) : null;
    const pulseMs = Math.max(0, timeMs - (this.#waitingMs ?? timeMs) - PATIENCE_MS);
    const nowMs = this.#reducedMotion.matches ? 0 : pulseMs;
    const drawn = drawnOutlines(outlines);
    const cursors = peers.filter((peer) => peer.cursor !== null);
    this.#canvas.hidden = [...Object.values({ ...marks, outlines: drawn }), cursors].every(isEmpty);
    this.#drawn = { view: viewport, timeMs };
    if (this.#canvas.hidden) return;
    this.#canvas.style.transform = '';
    const ratio = fitCanvas(this.#canvas, viewport);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, viewport.screen.width, viewport.screen.height);
    drawOutlines(this.#context, viewport, drawn, this.#outlines);
    const light = this.#reducedMotion.matches ? null : flashAt(timeMs - this.#flashedMs);
    drawTrims(this.#context, viewport, marks.trims, this.#trims, light ?? 0);
    drawBounds(this.#context, viewport, marks.bounds);
    drawBoxes(this.#context, viewport, marks.boxes);
    drawStrokes(this.#context, viewport, marks.lines, nowMs);
    drawClicks(this.#context, viewport, marks.dots, nowMs);
    drawLeases(this.#context, viewport, marks.leases, this.#outlines);
    drawCursors(this.#context, viewport, cursors);
    if (this.#reducedMotion.matches) return;
    const isFlashing = light !== null && marks.trims.length > 0;
    if (!isFlashing && !isWaiting) return;
    const stepMs = isFlashing || pulseMs > 0 ? STEP_MS : PATIENCE_MS;
    this.#step = setTimeout(() => this.#draw(performance.now()), stepMs);
  }
}

/** A canvas with nothing on it is hidden: a full-size layer costs the browser time in every frame of a pan. */
function isEmpty(marks: readonly unknown[]): boolean {
  return marks.length === 0;
}

function isSameBut(
  { viewport, ...rest }: OverlayContent,
  { viewport: before, ...last }: OverlayContent,
): boolean {
  const isSameScreen = viewport.screen === before.screen;
  return isSameScreen && Object.values(rest).every((value, index) => value === Object.values(last)[index]);
}
