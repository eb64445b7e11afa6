/** Connected parts of a mask, found on its column stretches: one pass over neighbouring columns and a union-find. */
import { type ColumnRuns, columnCount } from './columnRuns';

export interface Parts {
  readonly count: number;
  /** The part, 0 ... count - 1, of each stretch. Parts are numbered by their first stretch. */
  readonly partOf: Int32Array;
  /** Pixels of each part. */
  readonly areas: Float64Array;
}

/** Whether stretches `a` of column x - 1 and `b` of column `x` belong together. */
export type IsLinked = (a: number, b: number, x: number) => boolean;

/**
 * Stretches of one column are never linked with each other. `reach` 1: pixels that touch at a corner belong together
 * (how a mask is looked at); 0: only those that share a side (how what lies around it is). `isLinked` may part
 * stretches that would belong together.
 */
export function partsOf(runs: ColumnRuns, reach: 0 | 1, isLinked?: IsLinked): Parts {
  const { x0, offsets, starts, ends } = runs;
  const parents = Int32Array.from({ length: starts.length }, (_, stretch) => stretch);
  const link = (a: number, b: number, x: number): void => {
    if (isLinked === undefined || isLinked(a, b, x)) join(parents, a, b);
  };
  for (let column = 1; column < columnCount(runs); column++) {
    let a = offsets[column - 1] as number;
    let b = offsets[column] as number;
    const [stopA, stopB] = [b, offsets[column + 1] as number];
    while (a < stopA && b < stopB) {
      const [endA, endB] = [ends[a] as number, ends[b] as number];
      if ((starts[a] as number) < endB + reach && (starts[b] as number) < endA + reach)
        link(a, b, x0 + column);
      if (endB < endA) {
        b++;
        continue;
      }
      // Of two that end in the same row, the first may still touch the second's neighbour at a corner.
      if (endA === endB && reach === 1 && b + 1 < stopB && starts[b + 1] === endA)
        link(a, b + 1, x0 + column);
      a++;
    }
  }
  return numbered(runs, parents);
}

function numbered({ starts, ends }: ColumnRuns, parents: Int32Array): Parts {
  const partOf = new Int32Array(starts.length);
  const areas: number[] = [];
  for (let stretch = 0; stretch < starts.length; stretch++) {
    const root = find(parents, stretch);
    const part = root === stretch ? areas.push(0) - 1 : (partOf[root] as number);
    partOf[stretch] = part;
    areas[part] = (areas[part] as number) + (ends[stretch] as number) - (starts[stretch] as number);
  }
  return { count: areas.length, partOf, areas: Float64Array.from(areas) };
}

/** The older stretch becomes the root, so that roots come first. */
function join(parents: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [find(parents, a), find(parents, b)];
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
}

function find(parents: Int32Array, stretch: number): number {
  let root = stretch;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] as number] as number;
    root = parents[root] as number;
  }
  return root;
}
