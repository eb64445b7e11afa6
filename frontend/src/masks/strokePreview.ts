/**
 * The stroke that is being drawn, put into the label image ahead of the document: only its own pixels are touched, and
 * what was there before can be put back. It follows the server's rules (backend/annotation/fold.py): locked objects
 * keep their pixels, the others give theirs, and an eraser takes from its own object only. Where masks may overlap, the
 * stroke lies on top until it ends.
 */
import type { PaintOperation, Uuid } from '../protocol/messages';
import type { ColumnRunVisitor } from '../protocol/rle';
import { intoFrame } from './labelFrame';
import { type LabelImage, STROKE_SLOT } from './labelImage';
import { type Rect, unite } from './rect';

export interface StrokeTarget {
  /** May be an object that does not exist yet. */
  readonly id: Uuid;
  readonly mode: PaintOperation['mode'];
  readonly locked: ReadonlySet<Uuid>;
}

export class StrokePreview {
  readonly #labels: LabelImage;
  readonly #mode: PaintOperation['mode'];
  readonly #ownSlot: number | null;
  readonly #lockedSlots: ReadonlySet<number>;
  readonly #indices: number[] = [];
  readonly #before: number[] = [];
  #touched: Rect | null = null;
  #unpainted: Rect | null = null;

  /** Rows of a column of the image (not the label image) that the stroke has reached, again or for the first time. */
  readonly add: ColumnRunVisitor;

  constructor(labels: LabelImage, target: StrokeTarget) {
    this.#labels = labels;
    this.#mode = target.mode;
    this.#ownSlot = labels.slotOf(target.id);
    this.#lockedSlots = new Set([...target.locked].map((id) => labels.slotOf(id) ?? 0));
    this.add = intoFrame(labels.frame, (x, yStart, yEnd) => this.#write(x, yStart, yEnd));
  }

  /** What changed since the call before, in label-image pixels. */
  takeUnpainted(): Rect | null {
    const rect = this.#unpainted;
    this.#unpainted = null;
    return rect;
  }

  /** Put back what was there before. Returns the rectangle of the whole stroke. */
  restore(): Rect | null {
    const { data } = this.#labels;
    for (let place = 0; place < this.#indices.length; place++) {
      data[this.#indices[place] as number] = this.#before[place] as number;
    }
    return this.#touched;
  }

  #write(x: number, yStart: number, yEnd: number): void {
    const { data, width } = this.#labels;
    for (let index = yStart * width + x, end = yEnd * width; index < end; index += width) {
      const before = data[index] as number;
      if (!this.#takes(before)) continue;
      this.#indices.push(index);
      this.#before.push(before);
      data[index] = this.#mode === 'add' ? STROKE_SLOT : 0;
    }
    const rect = { x0: x, y0: yStart, x1: x + 1, y1: yEnd };
    this.#touched = unite(this.#touched, rect);
    this.#unpainted = unite(this.#unpainted, rect);
  }

  #takes(slot: number): boolean {
    if (this.#mode === 'erase') return slot === this.#ownSlot;
    if (slot === 0) return true;
    return slot !== this.#ownSlot && slot !== STROKE_SLOT && !this.#lockedSlots.has(slot);
  }
}
