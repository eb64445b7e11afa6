/** Which pixels of the image a label image holds: all of them, perhaps at a smaller scale, or a region as it is. */
import type { ColumnRunVisitor } from '../protocol/rle';
import type { Rect } from './rect';
import { scaledLength, scaledVisitor } from './scaledRuns';

export interface LabelFrame {
  /** Label-image pixels per image pixel, at most 1. */
  readonly scale: number;
  /** Of its top-left pixel, in label-image pixels from the image's corner. */
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
}

/** The whole image, its longer side no longer than `maxSide`. */
export function wholeFrame(imageWidth: number, imageHeight: number, maxSide: number): LabelFrame {
  const scale = Math.min(1, maxSide / Math.max(imageWidth, imageHeight, 1));
  return {
    scale,
    x0: 0,
    y0: 0,
    width: Math.max(1, scaledLength(imageWidth, scale)),
    height: Math.max(1, scaledLength(imageHeight, scale)),
  };
}

/** A region of the image, pixel by pixel. */
export function regionFrame({ x0, y0, x1, y1 }: Rect): LabelFrame {
  return { scale: 1, x0, y0, width: x1 - x0, height: y1 - y0 };
}

/** Takes stretches of the image's columns and passes on what of them lies in the frame, from the frame's corner. */
export function intoFrame(
  { scale, x0, y0, width, height }: LabelFrame,
  visit: ColumnRunVisitor,
): ColumnRunVisitor {
  return scaledVisitor(scale, (column, rowStart, rowEnd) => {
    const x = column - x0;
    const [start, end] = [Math.max(0, rowStart - y0), Math.min(height, rowEnd - y0)];
    if (x >= 0 && x < width && end > start) visit(x, start, end);
  });
}
