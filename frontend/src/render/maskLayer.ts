/**
 * The coloured masks as one canvas of label-image size, lying over the photo. A change touches only the rectangle it
 * is in; the browser's compositor does zoom, pan and opacity, so none of them repaints a pixel here.
 */
import { LabelImage } from '../masks/labelImage';
import { parseColour } from '../masks/palette';
import { isEmpty, type Rect, unite } from '../masks/rect';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

export interface MaskAppearance {
  readonly rle: Rle;
  /** '#rrggbb' */
  readonly colour: string;
  readonly isHidden: boolean;
}

const TRANSPARENT = 0;

export class MaskLayer {
  readonly labels: LabelImage;
  readonly #context: CanvasRenderingContext2D;
  /** Pixel value by slot number. */
  readonly #palette = new Uint32Array(65_536);
  readonly #onBadMask: (id: Uuid, error: unknown) => void;

  /** The canvas gets the size of the label image; image size in image pixels. */
  constructor(
    canvas: HTMLCanvasElement,
    imageWidth: number,
    imageHeight: number,
    onBadMask: (id: Uuid, error: unknown) => void,
  ) {
    this.labels = new LabelImage(imageWidth, imageHeight);
    this.#onBadMask = onBadMask;
    canvas.width = this.labels.width;
    canvas.height = this.labels.height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('this browser gives no 2D canvas');
    this.#context = context;
  }

  /** Show exactly these masks. Returns the repainted rectangle in label-image pixels, null when nothing changed. */
  show(masks: ReadonlyMap<Uuid, MaskAppearance>): Rect | null {
    const lengths = new Map<Uuid, Rle>();
    for (const [id, { rle }] of masks) lengths.set(id, rle);
    const moved = this.labels.show(lengths, this.#onBadMask);
    const dirty = unite(moved, this.#recolour(masks));
    if (dirty !== null && !isEmpty(dirty)) this.#paint(dirty);
    return dirty;
  }

  #recolour(masks: ReadonlyMap<Uuid, MaskAppearance>): Rect | null {
    let dirty: Rect | null = null;
    for (const [id, { colour, isHidden }] of masks) {
      const slot = this.labels.slotOf(id);
      if (slot === null) continue;
      const value = isHidden ? TRANSPARENT : pixelOf(colour);
      if (this.#palette[slot] === value) continue;
      this.#palette[slot] = value;
      dirty = unite(dirty, this.labels.boxOf(id));
    }
    return dirty;
  }

  #paint({ x0, y0, x1, y1 }: Rect): void {
    const { data, width } = this.labels;
    const image = this.#context.createImageData(x1 - x0, y1 - y0);
    const pixels = new Uint32Array(image.data.buffer);
    let target = 0;
    for (let y = y0; y < y1; y++) {
      const row = y * width;
      for (let index = row + x0; index < row + x1; index++) {
        const slot = data[index] as number;
        pixels[target++] = slot === 0 ? TRANSPARENT : (this.#palette[slot] as number);
      }
    }
    this.#context.putImageData(image, x0, y0);
  }
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
