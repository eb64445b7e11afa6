/**
 * The coloured masks as one canvas of label-image size, lying over the photo. A change touches only the tiles it
 * is in; the browser's compositor does zoom, pan and opacity, so none of them repaints a pixel here.
 */
import type { ColumnSpans } from '../masks/columnSpans';
import type { LabelFrame } from '../masks/labelFrame';
import { LabelImage, STROKE_SLOT } from '../masks/labelImage';
import { parseColour } from '../masks/palette';
import type { Rect } from '../masks/rect';
import { StrokePreview, type StrokeTarget } from '../masks/strokePreview';
import type { Uuid } from '../protocol/messages';
import type { ColumnRunVisitor, Rle } from '../protocol/rle';

export interface MaskAppearance {
  readonly rle: Rle;
  /** Where masks overlap, the higher one shows. */
  readonly z: number;
  /** '#rrggbb' */
  readonly colour: string;
  readonly isHidden: boolean;
}

/** A stroke that is being drawn: what it covers so far, and how it looks. */
export interface StrokeAppearance extends StrokeTarget {
  readonly spans: ColumnSpans;
  readonly colour: string;
}

const TRANSPARENT = 0;
/** More than two places in the stack can differ by (backend/annotation/messages.py). */
const BELOW_ALL = 2 ** 33;

export class MaskLayer {
  readonly labels: LabelImage;
  readonly #context: CanvasRenderingContext2D;
  /** Pixel value by slot number; slot 0, no object's, stays transparent. */
  readonly #palette = new Uint32Array(65_536);
  #shown: ReadonlyMap<Uuid, MaskAppearance> = new Map();
  readonly #onBadMask: (id: Uuid, error: unknown) => void;
  #stroke: { readonly appearance: StrokeAppearance; readonly preview: StrokePreview } | null = null;

  /** The canvas gets the size of the frame. */
  constructor(canvas: HTMLCanvasElement, frame: LabelFrame, onBadMask: (id: Uuid, error: unknown) => void) {
    this.labels = new LabelImage(frame);
    this.#onBadMask = onBadMask;
    canvas.width = this.labels.width;
    canvas.height = this.labels.height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('this browser gives no 2D canvas');
    this.#context = context;
  }

  /** Show exactly these masks. Returns whether that changed a pixel of the canvas. */
  show(masks: ReadonlyMap<Uuid, MaskAppearance>): boolean {
    const stroke = this.#stroke?.appearance;
    if (stroke !== undefined) this.endStroke();
    const lengths = new Map<Uuid, Rle>();
    for (const [id, { rle }] of masks) lengths.set(id, rle);
    this.labels.show(lengths, this.#onBadMask, (id) => levelOf(masks.get(id)));
    this.#recolour(masks);
    this.#shown = masks;
    if (stroke !== undefined) this.startStroke(stroke);
    return this.paint();
  }

  /** From here on what the stroke covers shows as its object's, ahead of the document; what it covers so far at once. */
  startStroke(appearance: StrokeAppearance): void {
    this.endStroke();
    const preview = new StrokePreview(this.labels, appearance);
    this.#stroke = { appearance, preview };
    this.#palette[STROKE_SLOT] = pixelOf(appearance.colour);
    appearance.spans.forEach(preview.add);
  }

  /** Rows of a column of the image that the stroke has reached. */
  readonly extendStroke: ColumnRunVisitor = (x, yStart, yEnd) => this.#stroke?.preview.add(x, yStart, yEnd);

  /** What the stroke covered shows again as the document has it. */
  endStroke(): void {
    this.labels.changed.add(this.#stroke?.preview.restore() ?? null);
    this.#stroke = null;
  }

  /** Bring what has changed onto the canvas. Returns whether anything has. */
  paint(): boolean {
    this.labels.changed.add(this.#stroke?.preview.takeUnpainted() ?? null);
    let hasPainted = false;
    for (const tiles of this.labels.changed.take()) {
      this.#paint(tiles);
      hasPainted = true;
    }
    return hasPainted;
  }

  #recolour(masks: ReadonlyMap<Uuid, MaskAppearance>): void {
    for (const [id, appearance] of masks) {
      if (this.#shown.get(id) === appearance) continue;
      const { colour, isHidden } = appearance;
      const slot = this.labels.slotOf(id);
      if (slot === null) continue;
      const value = isHidden ? TRANSPARENT : pixelOf(colour);
      if (this.#palette[slot] === value) continue;
      this.#palette[slot] = value;
      this.labels.changed.add(this.labels.boxOf(id));
    }
  }

  #paint({ x0, y0, x1, y1 }: Rect): void {
    const { data, width } = this.labels;
    const image = this.#context.createImageData(x1 - x0, y1 - y0);
    const pixels = new Uint32Array(image.data.buffer);
    const palette = this.#palette;
    let target = 0;
    for (let y = y0; y < y1; y++) {
      const end = y * width + x1;
      for (let index = y * width + x0; index < end; index++) {
        pixels[target++] = palette[data[index] as number] as number;
      }
    }
    this.#context.putImageData(image, x0, y0);
  }
}

/** Hidden masks lie below all others, so that what they cover is seen. */
function levelOf(mask: MaskAppearance | undefined): number {
  if (mask === undefined) return 0;
  return mask.isHidden ? mask.z - BELOW_ALL : mask.z;
}

const pixels = new Map<string, number>();

/** Little-endian RGBA, as every browser's canvas has it. */
function pixelOf(colour: string): number {
  const known = pixels.get(colour);
  if (known !== undefined) return known;
  const [red, green, blue] = parseColour(colour);
  const pixel = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  pixels.set(colour, pixel);
  return pixel;
}
