/**
 * The composed label image (hop 11 of the way of a click): one 16-bit slot number per pixel, 0 where no object is.
 * Masks are disjoint, so one image holds them all, however many objects there are. Images larger than MAX_SIDE are
 * held at a smaller scale; where the screen shows more than that, another label image holds the region in sight.
 */
import type { Uuid } from '../protocol/messages';
import { type ColumnRunVisitor, forEachColumnRun, type Rle } from '../protocol/rle';
import { ChangedTiles } from './changedTiles';
import { intoFrame, type LabelFrame } from './labelFrame';
import type { Rect } from './rect';
import { subtract } from './rleAlgebra';

export const MAX_SIDE = 2048;
/** Of the stroke that is being drawn (strokePreview.ts), whichever object it will belong to. */
export const STROKE_SLOT = 65_535;
const MAX_SLOTS = STROKE_SLOT - 1;

interface Entry {
  readonly slot: number;
  readonly rle: Rle;
  readonly box: Rect | null;
}

export class LabelImage {
  readonly frame: LabelFrame;
  /** Row-major slot numbers. */
  readonly data: Uint16Array;
  /** Since they were last taken. */
  readonly changed: ChangedTiles;
  readonly #entries = new Map<Uuid, Entry>();
  readonly #idBySlot = new Map<number, Uuid>();
  readonly #freeSlots: number[] = [];
  #nextSlot = 1;

  constructor(frame: LabelFrame) {
    this.frame = frame;
    this.data = new Uint16Array(frame.width * frame.height);
    this.changed = new ChangedTiles(frame.width, frame.height);
  }

  get width(): number {
    return this.frame.width;
  }

  get height(): number {
    return this.frame.height;
  }

  slotOf(id: Uuid): number | null {
    return this.#entries.get(id)?.slot ?? null;
  }

  /** Bounding rectangle of the object in label-image pixels. */
  boxOf(id: Uuid): Rect | null {
    return this.#entries.get(id)?.box ?? null;
  }

  ids(): IterableIterator<Uuid> {
    return this.#entries.keys();
  }

  /** The object at a point in image pixels, or null. */
  objectAt(x: number, y: number): Uuid | null {
    const column = Math.floor(x * this.frame.scale) - this.frame.x0;
    const row = Math.floor(y * this.frame.scale) - this.frame.y0;
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return null;
    const slot = this.data[row * this.width + column] as number;
    return slot === 0 ? null : (this.#idBySlot.get(slot) ?? null);
  }

  /**
   * Make the label image show exactly these masks; of a mask that was there before only the pixels that differ are
   * touched. Runs that do not fit are left out and reported.
   */
  show(masks: ReadonlyMap<Uuid, Rle>, onBadMask?: (id: Uuid, error: unknown) => void): void {
    for (const [id, entry] of this.#entries) {
      const next = masks.get(id);
      if (next === entry.rle) continue;
      this.#erase(entry, next ?? null);
      if (next === undefined) this.#release(id, entry);
    }
    for (const [id, rle] of masks) {
      const entry = this.#entries.get(id) ?? null;
      if (entry?.rle === rle) continue;
      try {
        this.#write(id, rle, entry);
      } catch (error) {
        if (entry !== null) this.#erase(entry, null);
        onBadMask?.(id, error);
      }
    }
  }

  /** Give the object's slot to the pixels of `rle` that `before` lacked. */
  #write(id: Uuid, rle: Rle, before: Entry | null): void {
    const slot = before?.slot ?? this.#takeSlot();
    this.#idBySlot.set(slot, id);
    this.#entries.set(id, { slot, rle, box: null });
    const box = this.#forEachStretch(rle, () => undefined);
    this.#entries.set(id, { slot, rle, box });
    const { data, width } = this;
    const added = before === null || before.box === null ? rle : subtract(rle, before.rle);
    this.#forEachStretch(added, (x, yStart, yEnd) => {
      this.changed.addColumn(x, yStart, yEnd);
      for (let index = yStart * width + x, end = yEnd * width; index < end; index += width)
        data[index] = slot;
    });
  }

  /** Free the pixels that the object has and `next` lacks. */
  #erase({ slot, rle, box }: Entry, next: Rle | null): void {
    if (box === null) return;
    const { data, width } = this;
    this.#forEachStretch(without(rle, next), (x, yStart, yEnd) => {
      this.changed.addColumn(x, yStart, yEnd);
      for (let index = yStart * width + x, end = yEnd * width; index < end; index += width) {
        if (data[index] === slot) data[index] = 0;
      }
    });
  }

  /** Visit the stretches of `rle` in the columns of the label image; returns the rectangle around them. */
  #forEachStretch(rle: Rle, visit: ColumnRunVisitor): Rect | null {
    let [x0, y0, x1, y1] = [this.width, this.height, 0, 0];
    const grow: ColumnRunVisitor = (x, yStart, yEnd) => {
      visit(x, yStart, yEnd);
      if (x < x0) x0 = x;
      if (x >= x1) x1 = x + 1;
      if (yStart < y0) y0 = yStart;
      if (yEnd > y1) y1 = yEnd;
    };
    forEachColumnRun(rle, intoFrame(this.frame, grow));
    return x1 > x0 ? { x0, y0, x1, y1 } : null;
  }

  #release(id: Uuid, { slot }: Entry): void {
    this.#entries.delete(id);
    this.#idBySlot.delete(slot);
    this.#freeSlots.push(slot);
  }

  #takeSlot(): number {
    const slot = this.#freeSlots.pop() ?? this.#nextSlot++;
    if (slot > MAX_SLOTS) throw new RangeError(`an image can show ${MAX_SLOTS} objects, not more`);
    return slot;
  }
}

/** `rle` without the pixels of `next`; all of it where the two do not fit together. */
function without(rle: Rle, next: Rle | null): Rle {
  if (next === null) return rle;
  try {
    return subtract(rle, next);
  } catch {
    return rle;
  }
}
