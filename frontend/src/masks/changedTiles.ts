/**
 * Which parts of a label image have changed since they were painted: square tiles of it. An answer moves the edges of
 * masks all over the image; one rectangle around all that is nearly the whole of it.
 */
import type { Rect } from './rect';

export const TILE = 64;

export class ChangedTiles {
  readonly #size: { readonly width: number; readonly height: number };
  readonly #columns: number;
  readonly #isChanged: Uint8Array;

  /** Pixels of the label image. */
  constructor(width: number, height: number) {
    this.#size = { width, height };
    this.#columns = Math.ceil(width / TILE);
    this.#isChanged = new Uint8Array(this.#columns * Math.ceil(height / TILE));
  }

  /** Something in this rectangle, which lies inside of the label image, may have changed; null: nothing has. */
  add(rect: Rect | null): void {
    if (rect !== null) this.#mark(rect.x0, rect.y0, rect.x1, rect.y1);
  }

  /** So may the rows from `yStart` to before `yEnd` of a column. */
  addColumn(x: number, yStart: number, yEnd: number): void {
    this.#mark(x, yStart, x + 1, yEnd);
  }

  /** Rectangles that hold all changes and no tile without one: one for each stretch of tiles in a row. */
  take(): Rect[] {
    const { width, height } = this.#size;
    const columns = this.#columns;
    const rects: Rect[] = [];
    for (let first = 0; first < this.#isChanged.length; first += columns) {
      for (let column = 0; column < columns; column++) {
        if (this.#isChanged[first + column] === 0) continue;
        const start = column;
        while (column < columns && this.#isChanged[first + column] === 1) column++;
        const y0 = (first / columns) * TILE;
        rects.push({
          x0: start * TILE,
          y0,
          x1: Math.min(width, column * TILE),
          y1: Math.min(height, y0 + TILE),
        });
      }
    }
    this.#isChanged.fill(0);
    return rects;
  }

  #mark(x0: number, y0: number, x1: number, y1: number): void {
    if (x1 <= x0 || y1 <= y0) return;
    const [left, right] = [Math.floor(x0 / TILE), Math.floor((x1 - 1) / TILE)];
    const bottom = Math.floor((y1 - 1) / TILE);
    for (let row = Math.floor(y0 / TILE); row <= bottom; row++) {
      const first = row * this.#columns;
      this.#isChanged.fill(1, first + left, first + right + 1);
    }
  }
}
