/** Which rows of a long list are in sight. Lengths in CSS pixels. */
const SPARE_ROWS = 6;

/** Rows first (inside) to last (outside), with some to spare on both sides. */
export function rowWindow(
  count: number,
  rowHeight: number,
  top: number,
  height: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(top / rowHeight) - SPARE_ROWS);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE_ROWS);
  return { first: Math.min(first, count), last };
}

/** The scroll position nearest to `top` at which the whole row is in sight. */
export function rowToShow(index: number, rowHeight: number, top: number, height: number): number {
  const start = index * rowHeight;
  if (start < top) return start;
  return Math.max(top, start + rowHeight - height);
}
