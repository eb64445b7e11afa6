/**
 * The composed label image (hop 11 of the way of a click): one 16-bit slot number per pixel, 0 where no object is.
 * Masks are disjoint, so one image holds them all, however many objects there are. Images larger than MAX_SIDE are
 * held at a smaller scale: it is what the screen shows; the true masks stay in the document.
 */
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import { type Rect, unite } from './rect';
import { forEachScaledRun, scaledLength } from './scaledRuns';

export const MAX_SIDE = 2048;
const MAX_SLOTS = 65_535;

interface Entry {
  readonly slot: number;
  readonly rle: Rle;
  readonly box: Rect | null;
}

export class LabelImage {
  /** Label-image pixels per image pixel. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** Row-major slot numbers. */
  readonly data: Uint16Array;
  readonly #entries = new Map<Uuid, Entry>();
  readonly #idBySlot = new Map<number, Uuid>();
  readonly #freeSlots: number[] = [];
  #nextSlot = 1;

  /** `imageWidth`, `imageHeight` in image pixels. */
  constructor(imageWidth: number, imageHeight: number, maxSide = MAX_SIDE) {
    this.scale = Math.min(1, maxSide / Math.max(imageWidth, imageHeight, 1));
    this.width = Math.max(1, scaledLength(imageWidth, this.scale));
    this.height = Math.max(1, scaledLength(imageHeight, this.scale));
    this.data = new Uint16Array(this.width * this.height);
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
    const column = Math.floor(x * this.scale);
    const row = Math.floor(y * this.scale);
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return null;
    const slot = this.data[row * this.width + column] as number;
    return slot === 0 ? null : (this.#idBySlot.get(slot) ?? null);
  }

  /**
   * Make the label image show exactly these masks; only what differs (by identity of the run lengths) is touched.
   * Returns the rectangle that changed, null when nothing did. Runs that do not fit are left out and reported.
   */
  show(masks: ReadonlyMap<Uuid, Rle>, onBadMask?: (id: Uuid, error: unknown) => void): Rect | null {
    let dirty: Rect | null = null;
    const changed: [Uuid, Rle][] = [];
    for (const [id, entry] of this.#entries) {
      if (masks.get(id) === entry.rle) continue;
      dirty = unite(dirty, this.#erase(entry));
      if (!masks.has(id)) this.#release(id, entry);
    }
    for (const [id, rle] of masks) {
      if (this.#entries.get(id)?.rle !== rle) changed.push([id, rle]);
    }
    for (const [id, rle] of changed) {
      try {
        dirty = unite(dirty, this.#write(id, rle));
      } catch (error) {
        onBadMask?.(id, error);
      }
    }
    return dirty;
  }

  #write(id: Uuid, rle: Rle): Rect | null {
    const slot = this.#entries.get(id)?.slot ?? this.#takeSlot();
    let [x0, y0, x1, y1] = [this.width, this.height, 0, 0];
    const { data, width, height } = this;
    this.#idBySlot.set(slot, id);
    this.#entries.set(id, { slot, rle, box: null });
    forEachScaledRun(rle, this.scale, (x, yStart, yEnd) => {
      if (x >= width) return;
      const stop = Math.min(yEnd, height);
      for (let index = yStart * width + x, end = stop * width; index < end; index += width)
        data[index] = slot;
      if (x < x0) x0 = x;
      if (x >= x1) x1 = x + 1;
      if (yStart < y0) y0 = yStart;
      if (stop > y1) y1 = stop;
    });
    const box = x1 > x0 ? { x0, y0, x1, y1 } : null;
    this.#entries.set(id, { slot, rle, box });
    return box;
  }

  #erase({ slot, box }: Entry): Rect | null {
    if (box === null) return null;
    for (let y = box.y0; y < box.y1; y++) {
      const row = y * this.width;
      for (let index = row + box.x0; index < row + box.x1; index++) {
        if (this.data[index] === slot) this.data[index] = 0;
      }
    }
    return box;
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
