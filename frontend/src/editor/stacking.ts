/**
 * Where masks overlap: the objects moved among those that lie on them, as the places in the stack (z) that change. Pure.
 *
 * A place is a whole number; of the same place the higher id lies higher. New objects get the revision that makes them,
 * so they come on top as long as nothing else is placed beyond the last one.
 */
import { intersect, isEmptyMask } from '../masks/rleAlgebra';
import type { Uuid } from '../protocol/messages';
import type { VisibleObject } from '../store/visibleDocument';

export type StackMove = 'forward' | 'backward' | 'front' | 'back';
export type Stacked = Pick<VisibleObject, 'id' | 'z' | 'rle' | 'bbox'>;

/**
 * The new places of all objects whose place changes; none where the `selected` lie there already. One step forward or
 * backward passes the next object that shares a pixel with the selected one. `highest`: the revision of this change.
 */
export function restacked(
  objects: Iterable<Stacked>,
  selected: ReadonlySet<Uuid>,
  move: StackMove,
  highest: number,
): Map<Uuid, number> {
  const before = [...objects].sort((a, b) => (isAbove(a, b) ? 1 : -1));
  const after = MOVES[move](before, selected);
  const isSame = after.every((object, index) => object === before[index]);
  return isSame ? new Map() : placed(after, selected, highest);
}

const MOVES: Readonly<
  Record<StackMove, (stack: readonly Stacked[], selected: ReadonlySet<Uuid>) => Stacked[]>
> = {
  front: (stack, selected) => [
    ...stack.filter(({ id }) => !selected.has(id)),
    ...stack.filter(({ id }) => selected.has(id)),
  ],
  back: (stack, selected) => [
    ...stack.filter(({ id }) => selected.has(id)),
    ...stack.filter(({ id }) => !selected.has(id)),
  ],
  forward: (stack, selected) => stepped(stack, selected),
  backward: (stack, selected) => stepped(stack.toReversed(), selected).reverse(),
};

/**
 * Each selected object, the last of `stack` first, right behind the next one that lies on it and is not selected; it
 * takes the selected ones that it would pass along.
 */
function stepped(stack: readonly Stacked[], selected: ReadonlySet<Uuid>): Stacked[] {
  const result = [...stack];
  for (const object of stack.filter(({ id }) => selected.has(id)).reverse()) {
    const from = result.indexOf(object);
    const passed = result.findIndex(
      (other, index) => index > from && !selected.has(other.id) && doShare(object, other),
    );
    if (passed < 0) continue;
    const between = result.slice(from, passed + 1);
    const along = between.filter(({ id }) => selected.has(id));
    result.splice(from, between.length, ...between.filter(({ id }) => !selected.has(id)), ...along);
  }
  return result;
}

/** From the top down: who was not moved keeps its place, or gets the next lower one that is free. */
function placed(stack: readonly Stacked[], selected: ReadonlySet<Uuid>, highest: number): Map<Uuid, number> {
  const changed = new Map<Uuid, number>();
  let above: Pick<Stacked, 'id' | 'z'> | null = null;
  for (const object of stack.toReversed()) {
    const { id } = object;
    const isFree = above === null || isAbove(above, object);
    if (selected.has(id) || !isFree) {
      const z: number = above === null ? Math.max(highest, object.z) : above.z - (above.id > id ? 0 : 1);
      if (z !== object.z) changed.set(id, z);
      above = { id, z };
    } else above = object;
  }
  return changed;
}

function isAbove(a: Pick<Stacked, 'id' | 'z'>, b: Pick<Stacked, 'id' | 'z'>): boolean {
  return a.z === b.z ? a.id > b.id : a.z > b.z;
}

function doShare(a: Stacked, b: Stacked): boolean {
  if (a.rle === null || b.rle === null || a.bbox === null || b.bbox === null) return false;
  const [[ax, ay, aw, ah], [bx, by, bw, bh]] = [a.bbox, b.bbox];
  if (ax >= bx + bw || bx >= ax + aw || ay >= by + bh || by >= ay + ah) return false;
  return !isEmptyMask(intersect(a.rle, b.rle));
}
