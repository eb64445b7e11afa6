/**
 * What a reshape does to the masks, ahead of the server's answer and by its rules (backend/annotation/fold.py): locked
 * objects keep their pixels, the others give theirs; where masks may overlap, all keep theirs.
 */
import type { Rect } from '../masks/rect';
import { rememberPairs } from '../masks/rememberPairs';
import { bbox, subtract } from '../masks/rleAlgebra';
import type { ReshapeOperation, Shape, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { ObjectState } from './document';
import { NOTHING_KEPT } from './sync';

export type Reshapable = Pick<ObjectState, 'id' | 'rle' | 'bbox' | 'locked'>;
type Masked = Reshapable & { readonly rle: Rle };

/** The same mask cut by the same mask is the same object, so nothing is repainted while an operation is on its way. */
const without = rememberPairs(subtract);
const boxes = new WeakMap<Rle, Rect | null>();

/**
 * The new masks of all objects whose mask changes, new objects among them. Removed objects are not. `kept`: objects that
 * others work on.
 */
export function reshaped(
  objects: ReadonlyMap<Uuid, Reshapable>,
  { objects: shapes, removed }: Pick<ReshapeOperation, 'objects' | 'removed'>,
  kept = NOTHING_KEPT,
  mayOverlap = false,
): Map<Uuid, Rle> {
  const own = new Set([...shapes.map(({ object }) => object), ...removed]);
  const others = mayOverlap
    ? []
    : [...objects.values()].filter((other) => !own.has(other.id)).filter(hasMask);
  const changed = new Map<Uuid, Rle>();
  for (const shape of shapes) {
    if (!objects.has(shape.object) && shape.label === undefined) continue;
    const near = others.filter((other) => meets(other, shape));
    const isFixed = ({ id, locked }: Masked): boolean => locked || kept.has(id);
    const mask = near.reduce((left, other) => (isFixed(other) ? without(left, other.rle) : left), shape.rle);
    for (const other of near) {
      if (isFixed(other)) continue;
      const { id, rle } = other;
      const before = changed.get(id) ?? rle;
      const after = without(before, mask);
      if (after.counts !== before.counts) changed.set(id, after);
    }
    changed.set(shape.object, mask);
  }
  return changed;
}

function hasMask(object: Reshapable): object is Masked {
  return object.rle !== null;
}

function meets({ bbox: box }: Reshapable, { rle }: Shape): boolean {
  let around = boxes.get(rle);
  if (around === undefined) {
    around = bbox(rle);
    boxes.set(rle, around);
  }
  if (box === null || around === null) return false;
  const [x, y, width, height] = box;
  return x < around.x1 && x + width > around.x0 && y < around.y1 && y + height > around.y0;
}
