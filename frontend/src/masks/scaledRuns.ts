/** Run lengths of an image -> row stretches of the (possibly smaller) label image, by nearest neighbour. */
import type { ColumnRunVisitor } from '../protocol/rle';

/**
 * Takes stretches of the image's columns and passes on what of them the label image samples. `scale`: label-image
 * pixels per image pixel, at most 1. Target pixel i takes source pixel floor((i + 0.5) / scale).
 */
export function scaledVisitor(scale: number, visit: ColumnRunVisitor): ColumnRunVisitor {
  if (scale === 1) return visit;
  return (x, yStart, yEnd) => {
    const column = firstTarget(x, scale);
    if (column >= firstTarget(x + 1, scale)) return;
    const rowStart = firstTarget(yStart, scale);
    const rowEnd = firstTarget(yEnd, scale);
    if (rowEnd > rowStart) visit(column, rowStart, rowEnd);
  };
}

/** Target size of a source length, so that no target pixel samples outside. */
export function scaledLength(length: number, scale: number): number {
  return scale === 1 ? length : firstTarget(length, scale);
}

/** The first target pixel whose centre lies at or after source coordinate `source`. */
function firstTarget(source: number, scale: number): number {
  return Math.max(0, Math.ceil(source * scale - 0.5 - 1e-9));
}
