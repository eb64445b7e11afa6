/**
 * The composed label image (hop 11 of the way of a click): one 16-bit slot number per pixel, 0 where no object is.
 * One image holds them all, however many objects there are: each pixel shows the topmost object that has it. Images
 * larger than MAX_SIDE are held at a smaller scale; where the screen shows more than that, another label image holds the
 * region in sight.
 *
 * As long as masks are disjoint, nothing is asked about who lies on whom. From the first pixel on that two of them have,
 * a pixel is written only over what lies lower, and what an object bares is written again by the others that have it.
 */
import type { Uuid } from '../protocol/messages';
import { type ColumnRunVisitor, forEachColumnRun, type Rle } from '../protocol/rle';
import { ChangedTiles } from './changedTiles';
import { intoFrame, type LabelFrame } from './labelFrame';
import type { Rect } from './rect';
import { intersect, subtract } from './rleAlgebra';

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
  /** By slot; null while no two masks have met. */
  #levels: Float64Array | null = null;
  #haveMet = false;

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
   * `levelOf`: where masks overlap, the higher one shows; of the same level that of the higher id.
   */
  show(
    masks: ReadonlyMap<Uuid, Rle>,
    onBadMask?: (id: Uuid, error: unknown) => void,
    levelOf: (id: Uuid) => number = () => 0,
  ): void {
    const bared: Rle[] = [];
    for (const [id, entry] of this.#entries) {
      const next = masks.get(id);
      if (next === entry.rle) continue;
      const lost = without(entry.rle, next ?? null);
      this.#erase(entry, lost);
      if (entry.box !== null) bared.push(lost);
      if (next === undefined) this.#release(id, entry);
    }
    const moved = this.#levels === null ? [] : this.#move(levelOf);
    for (const [id, rle] of masks) {
      const entry = this.#entries.get(id) ?? null;
      if (entry?.rle === rle) continue;
      try {
        this.#write(id, rle, entry, levelOf);
      } catch (error) {
        if (entry !== null) this.#erase(entry, entry.rle);
        if (entry !== null && entry.box !== null) bared.push(entry.rle);
        onBadMask?.(id, error);
      }
    }
    if (this.#levels !== null) for (const rle of [...bared, ...moved]) this.#cover(rle);
    else if (this.#haveMet) this.#layer(levelOf);
  }

  /** Give the object's slot to the pixels of `rle` that `before` lacked. */
  #write(id: Uuid, rle: Rle, before: Entry | null, levelOf: (id: Uuid) => number): void {
    const slot = before?.slot ?? this.#takeSlot();
    this.#idBySlot.set(slot, id);
    this.#entries.set(id, { slot, rle, box: null });
    const box = this.#forEachStretch(rle, () => undefined);
    this.#entries.set(id, { slot, rle, box });
    const { data, width } = this;
    const added = before === null || before.box === null ? rle : subtract(rle, before.rle);
    if (this.#levels !== null) {
      this.#levels[slot] = levelOf(id);
      this.#writeOver(slot, added);
      return;
    }
    let met = 0;
    this.#forEachStretch(added, (x, yStart, yEnd) => {
      this.changed.addColumn(x, yStart, yEnd);
      for (let index = yStart * width + x, end = yEnd * width; index < end; index += width) {
        met |= data[index] as number;
        data[index] = slot;
      }
    });
    if (met !== 0) this.#haveMet = true;
  }

  /** From here on it counts who lies on whom. */
  #layer(levelOf: (id: Uuid) => number): void {
    const levels = new Float64Array(STROKE_SLOT + 1);
    levels[0] = Number.NEGATIVE_INFINITY;
    for (const [id, { slot }] of this.#entries) levels[slot] = levelOf(id);
    this.#levels = levels;
    for (const { slot, rle, box } of this.#entries.values()) if (box !== null) this.#writeOver(slot, rle);
  }

  /** Note the levels that have changed; returns the masks, as they were, in which another object may show now. */
  #move(levelOf: (id: Uuid) => number): Rle[] {
    const moved: Rle[] = [];
    for (const [id, { slot, rle, box }] of this.#entries) {
      const level = levelOf(id);
      if (this.#levels === null || this.#levels[slot] === level) continue;
      this.#levels[slot] = level;
      if (box !== null) moved.push(rle);
    }
    return moved;
  }

  /** In the pixels of `region`, which may show something too low, let the topmost object show. */
  #cover(region: Rle): void {
    const around = this.#forEachStretch(region, () => undefined);
    for (const { slot, rle, box } of this.#entries.values()) {
      if (around === null || box === null || !doMeet(around, box)) continue;
      this.#writeOver(slot, common(rle, region));
    }
  }

  /** Give the slot to those pixels of `rle` that show nothing, or something lower. */
  #writeOver(slot: number, rle: Rle): void {
    const { data, width } = this;
    this.#forEachStretch(rle, (x, yStart, yEnd) => {
      let [first, last] = [-1, -1];
      for (let y = yStart, index = yStart * width + x; y < yEnd; y++, index += width) {
        if (!this.#isAbove(slot, data[index] as number)) continue;
        data[index] = slot;
        if (first < 0) first = y;
        last = y;
      }
      if (first >= 0) this.changed.addColumn(x, first, last + 1);
    });
  }

  #isAbove(slot: number, other: number): boolean {
    const levels = this.#levels as Float64Array;
    const difference = (levels[slot] as number) - (levels[other] as number);
    if (difference !== 0) return difference > 0;
    return slot !== other && (this.#idBySlot.get(slot) ?? '') > (this.#idBySlot.get(other) ?? '');
  }

  /** Free the pixels of `lost` that the object has. */
  #erase({ slot, box }: Entry, lost: Rle): void {
    if (box === null) return;
    const { data, width } = this;
    this.#forEachStretch(lost, (x, yStart, yEnd) => {
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

function doMeet(a: Rect, b: Rect): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/** The pixels of both; all of `rle` where the two do not fit together. */
function common(rle: Rle, region: Rle): Rle {
  try {
    return intersect(rle, region);
  } catch {
    return rle;
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
