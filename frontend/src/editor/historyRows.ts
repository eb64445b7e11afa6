/** The log of an image as the history panel lists it. Pure. */
import type { Operation } from '../api/types';

export interface HistoryRow {
  /** null: nothing had been done yet. */
  readonly operation: Operation | null;
  /** The image as this step left it, with the model's answers to it: the revision before the next step. */
  readonly at: number;
  /** An undo has taken it back. */
  readonly isTakenBack: boolean;
}

export const START: HistoryRow = { operation: null, at: 0, isTakenBack: false };

/**
 * `newer` and `older`: the newest first; `older` as it was told before `newer` happened. `revision`: that of the image.
 */
export function historyRows(
  newer: readonly Operation[],
  older: readonly Operation[],
  revision: number,
): HistoryRow[] {
  const known = new Set(newer.map((operation) => operation.revision));
  const all = [...newer, ...older.filter((operation) => !known.has(operation.revision))];
  const since = turnedSince(newer);
  let next = revision + 1;
  return all.map((operation) => {
    const at = next - 1;
    next = operation.revision;
    const isInEffect = since.get(operation.revision) ?? operation.in_effect;
    return { operation, at, isTakenBack: !isInEffect && !isMarker(operation) };
  });
}

/** Undo and redo, which are themselves never in effect. */
function isMarker({ kind }: Operation): boolean {
  return kind === 'undo' || kind === 'redo';
}

/** Revisions that `newer` steps took back (false) or brought back (true). */
function turnedSince(newer: readonly Operation[]): Map<number, boolean> {
  const turned = new Map<number, boolean>();
  for (const { kind, payload } of newer.toReversed()) {
    const target = (payload as { target?: unknown } | null)?.target;
    if (typeof target === 'number') turned.set(target, kind === 'redo');
  }
  return turned;
}
