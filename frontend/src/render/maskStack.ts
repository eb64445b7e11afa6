/**
 * All that shows masks: the layer of the whole image and, where that is coarser than the screen, one of the region in
 * sight at the image's own resolution. A new region waits until the view rests; until then the whole shows.
 */
import type { Size } from '../canvas/geometry';
import type { Viewport } from '../canvas/viewport';
import { type LabelFrame, regionFrame, wholeFrame } from '../masks/labelFrame';
import { MAX_SIDE } from '../masks/labelImage';
import type { Rect } from '../masks/rect';
import type { Uuid } from '../protocol/messages';
import type { ColumnRunVisitor } from '../protocol/rle';
import { coarseSight, covers, isWasteful, withMargin } from './detailRegion';
import { type MaskAppearance, MaskLayer, type StrokeAppearance } from './maskLayer';

interface Detail {
  readonly region: Rect;
  readonly layer: MaskLayer;
}

const REST_MS = 80;

export class MaskStack {
  readonly #whole: MaskLayer;
  readonly #canvases: { readonly whole: HTMLCanvasElement; readonly detail: HTMLCanvasElement };
  readonly #image: Size;
  readonly #onBadMask: (id: Uuid, error: unknown) => void;
  readonly #onRest: () => void;
  #masks: ReadonlyMap<Uuid, MaskAppearance> = new Map();
  #detail: Detail | null = null;
  #isDetailShown = false;
  #stroke: StrokeAppearance | null = null;
  #view: Viewport | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onRest`: the view has come to rest, and `place` is to be called again. */
  constructor(
    canvases: { readonly whole: HTMLCanvasElement; readonly detail: HTMLCanvasElement },
    image: Size,
    onBadMask: (id: Uuid, error: unknown) => void,
    onRest: () => void,
  ) {
    this.#canvases = canvases;
    this.#image = image;
    this.#onBadMask = onBadMask;
    this.#onRest = onRest;
    this.#whole = new MaskLayer(canvases.whole, wholeFrame(image.width, image.height, MAX_SIDE), onBadMask);
    canvases.detail.hidden = true;
  }

  /** Of the masks as they are shown now. */
  get frame(): LabelFrame {
    return this.#shown.labels.frame;
  }

  /** The object at a point in image pixels, or null. */
  objectAt(x: number, y: number): Uuid | null {
    return this.#shown.labels.objectAt(x, y);
  }

  /** Show exactly these masks. Returns whether that changed a pixel. */
  show(masks: ReadonlyMap<Uuid, MaskAppearance>): boolean {
    this.#masks = masks;
    this.#detail?.layer.show(masks);
    return this.#whole.show(masks);
  }

  /** Bring what a stroke has changed onto the canvases. Returns whether anything has. */
  paint(): boolean {
    this.#detail?.layer.paint();
    return this.#whole.paint();
  }

  setOpacity(opacity: number): void {
    for (const canvas of [this.#canvases.whole, this.#canvases.detail])
      canvas.style.opacity = String(opacity);
  }

  startStroke(stroke: StrokeAppearance): void {
    this.#stroke = stroke;
    this.#whole.startStroke(stroke);
    this.#detail?.layer.startStroke(stroke);
  }

  readonly extendStroke: ColumnRunVisitor = (x, yStart, yEnd) => {
    this.#whole.extendStroke(x, yStart, yEnd);
    this.#detail?.layer.extendStroke(x, yStart, yEnd);
  };

  endStroke(): void {
    this.#stroke = null;
    this.#whole.endStroke();
    this.#detail?.layer.endStroke();
  }

  /** Choose what shows in this view. */
  place(view: Viewport): void {
    const hasMoved = view !== this.#view;
    this.#view = view;
    const sight = coarseSight(view, this.#whole.labels.frame.scale, window.devicePixelRatio || 1);
    const isHeld = sight !== null && this.#detail !== null && covers(this.#detail.region, sight);
    if (sight === null) this.#detail = null;
    else if (!hasMoved && (!isHeld || isWasteful(this.#detail?.region ?? sight, sight))) this.#hold(sight);
    else if (hasMoved) this.#waitForRest();
    this.#reveal(sight !== null && this.#detail !== null && covers(this.#detail.region, sight));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  get #shown(): MaskLayer {
    return this.#isDetailShown && this.#detail !== null ? this.#detail.layer : this.#whole;
  }

  #hold(sight: Rect): void {
    const region = withMargin(sight, this.#image);
    const canvas = this.#canvases.detail;
    const layer = new MaskLayer(canvas, regionFrame(region), this.#onBadMask);
    canvas.style.left = `${region.x0}px`;
    canvas.style.top = `${region.y0}px`;
    canvas.style.width = `${region.x1 - region.x0}px`;
    canvas.style.height = `${region.y1 - region.y0}px`;
    layer.show(this.#masks);
    if (this.#stroke !== null) layer.startStroke(this.#stroke);
    layer.paint();
    this.#detail = { region, layer };
  }

  #waitForRest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onRest, REST_MS);
  }

  #reveal(isDetail: boolean): void {
    this.#isDetailShown = isDetail;
    this.#canvases.detail.hidden = !isDetail;
    this.#canvases.whole.hidden = isDetail;
  }
}
