/** Colours that stay apart from each other on photos, in the order in which new labels take them. */
export const LABEL_COLORS = [
  '#e6194b',
  '#3cb44b',
  '#4363d8',
  '#f58231',
  '#911eb4',
  '#12b5cb',
  '#f032e6',
  '#9fc51b',
  '#ffb000',
  '#469990',
  '#9a6324',
  '#7c5cff',
  '#e85d9c',
  '#2f9e8f',
  '#b5651d',
  '#5b7c99',
] as const;

export function labelColor(index: number): string {
  return LABEL_COLORS[index % LABEL_COLORS.length] ?? LABEL_COLORS[0];
}

/** The first colour that no label has yet; when all are taken, the one that the fewest have. */
export function unusedColor(used: readonly string[]): string {
  const uses = (color: string) => used.filter((other) => other.toLowerCase() === color).length;
  return [...LABEL_COLORS].sort((a, b) => uses(a) - uses(b))[0] ?? LABEL_COLORS[0];
}
