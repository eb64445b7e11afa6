/**
 * What a brush stroke does to the masks, ahead of the server's answer and by its rules (backend/annotation/fold.py):
 * locked objects and those that others work on keep their pixels, the rest give theirs, an eraser takes from its own
 * object only. Where masks may overlap, a brush takes nothing and is held up by nothing.
 */

import { rememberPairs } from '../masks/rememberPairs';
import { bbox, isEmptyMask, subtract, union } from '../masks/rleAlgebra';
import type { PaintOperation, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { ObjectState } from './document';
import { NOTHING_KEPT } from './sync';

export type Masked = Pick<ObjectState, 'id' | 'rle' | 'bbox' | 'locked'>;

/** The same stroke on the same mask gives the same object, so nothing is repainted while an operation is on its way. */
const [added, taken] = [rememberPairs(union), rememberPairs(subtract)];

/**
 * The new masks of the objects that change, the painted one among them; empty when the stroke changes no pixel. `kept`:
 * objects that others work on.
 */
export function painted(
  objects: ReadonlyMap<Uuid, Masked>,
  stroke: PaintOperation,
  kept = NOTHING_KEPT,
  mayOverlap = false,
): Map<Uuid, Rle> {
  const target = objects.get(stroke.object);
  const changed = new Map<Uuid, Rle>();
  const before = target?.rle ?? null;
  if (target?.locked) return changed;
  if (stroke.mode === 'erase') {
    if (before !== null) change(changed, stroke.object, before, taken(before, stroke.rle));
    return changed;
  }
  const others = mayOverlap
    ? []
    : [...objects.values()].filter((other) => other.id !== stroke.object && meets(other, stroke));
  let brush = stroke.rle;
  for (const { id, locked, rle } of others) {
    if ((locked || kept.has(id)) && rle !== null) brush = taken(brush, rle);
  }
  if (isEmptyMask(brush)) return changed;
  for (const { id, locked, rle } of others) {
    if (!locked && !kept.has(id) && rle !== null) change(changed, id, rle, taken(rle, brush));
  }
  if (before === null) changed.set(stroke.object, brush);
  else change(changed, stroke.object, before, added(before, brush));
  return changed;
}

/** Whether locks are why the stroke changes nothing: its own object's, or those of the objects that it lies on. */
export function isHeldByLocks(
  objects: ReadonlyMap<Uuid, Masked>,
  stroke: PaintOperation,
  kept = NOTHING_KEPT,
  mayOverlap = false,
): boolean {
  if (objects.get(stroke.object)?.locked) return true;
  if (stroke.mode === 'erase' || mayOverlap) return false;
  let left = stroke.rle;
  for (const { id, locked, rle } of objects.values()) {
    if ((locked || kept.has(id)) && rle !== null && id !== stroke.object) left = subtract(left, rle);
  }
  return isEmptyMask(left);
}

function change(changed: Map<Uuid, Rle>, id: Uuid, before: Rle, after: Rle): void {
  if (after.counts !== before.counts) changed.set(id, after);
}

const boxes = new WeakMap<Rle, ReturnType<typeof bbox>>();

/** Whether the boxes of the object and the stroke share a pixel; an object without a box has no mask to give. */
function meets({ bbox: box }: Masked, { rle }: PaintOperation): boolean {
  if (!boxes.has(rle)) boxes.set(rle, bbox(rle));
  const brush = boxes.get(rle) ?? null;
  if (box === null || brush === null) return false;
  const [x, y, width, height] = box;
  return x < brush.x1 && x + width > brush.x0 && y < brush.y1 && y + height > brush.y0;
}
