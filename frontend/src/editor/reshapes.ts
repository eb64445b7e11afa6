/**
 * What a person can do to whole masks, as pure functions: the selected objects, the first of them foremost -> the change
 * to send, or a sentence that says why there is none. Nothing here knows the store or the screen.
 */
import type { ImagePoint } from '../canvas/geometry';
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';
import { fillHoles, keepLargestPart, removeSpecks, separateParts } from '../masks/cleaning';
import { grow, shrink, smooth } from '../masks/morphology';
import { isEmptyMask, subtract, union } from '../masks/rleAlgebra';
import { splitByLine } from '../masks/splitting';
import { MAX_RESHAPED, type ReshapeReason, type Shape, type Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import { type NewReshape, tooLarge } from '../store/actions/reshape';
import type { VisibleObject } from '../store/visibleDocument';

export type Change = Omit<NewReshape, 'operationId'>;
export type ChangeOrReason = Change | string;
export type MaskedObject = Pick<VisibleObject, 'id' | 'label' | 'locked'> & { readonly rle: Rle };

/** Changes that have an amount, tried out before they are applied. */
export type AdjustKind = Extract<
  ReshapeReason,
  'fill_holes' | 'remove_specks' | 'grow' | 'shrink' | 'smooth'
>;

/** Pixels: an area of holes and specks, a radius of the others. `all`: every hole; every part but the largest. */
export type Amount = number | 'all';

const UNCHANGED: Readonly<Record<AdjustKind, PlainKey>> = {
  fill_holes: 'actions.noHole',
  remove_specks: 'actions.noSpeck',
  grow: 'actions.noRoom',
  shrink: 'actions.unchanged',
  smooth: 'actions.unchanged',
};

/** `mayOverlap`: what they become may lie on each other. */
export function adjusted(
  objects: readonly MaskedObject[],
  kind: AdjustKind,
  amount: Amount,
  t: T,
  mayOverlap = false,
): ChangeOrReason {
  const refused = refusal(objects, 1, t);
  if (refused !== null) return refused;
  const shapes: Shape[] = [];
  for (const object of objects) {
    const others = objects.filter((other) => other !== object).map(({ rle }) => rle);
    const taken = mayOverlap ? [] : [...others, ...shapes.map(({ rle }) => rle)];
    const changed = ADJUST[kind](object.rle, amount);
    const rle =
      changed === object.rle ? changed : taken.reduce((left, other) => subtract(left, other), changed);
    if (rle.counts === object.rle.counts) continue;
    if (isEmptyMask(rle)) return t('actions.nothingLeft');
    shapes.push({ object: object.id, rle });
  }
  return shapes.length === 0 ? t(UNCHANGED[kind]) : sendable(shapes, [], kind, idsOf(objects), t);
}

/** The larger side keeps the id; the other one is a new object of the same label. */
export function split(
  objects: readonly MaskedObject[],
  line: readonly ImagePoint[],
  newId: () => Uuid,
  t: T,
): ChangeOrReason {
  const refused = refusal(objects, 1, t);
  if (refused !== null) return refused;
  const [object] = objects as [MaskedObject];
  const sides = splitByLine(object.rle, line);
  if (sides === null) return t('actions.lineMustCross');
  return apart(object, sides, newId, t);
}

/** The largest part keeps the id; each of the others becomes an object of the same label. */
export function splitIntoParts(objects: readonly MaskedObject[], newId: () => Uuid, t: T): ChangeOrReason {
  const refused = refusal(objects, 1, t);
  if (refused !== null) return refused;
  const [object] = objects as [MaskedObject];
  const parts = separateParts(object.rle, MAX_RESHAPED + 1);
  if (parts.length < 2) return t('actions.onePart');
  if (parts.length > MAX_RESHAPED) return t('actions.tooManyParts', { most: MAX_RESHAPED });
  return apart(object, parts, newId, t);
}

/** The first object gets all pixels and keeps its label; the others go. */
export function merged(objects: readonly MaskedObject[], t: T): ChangeOrReason {
  const refused = refusal(objects, 2, t);
  if (refused !== null) return refused;
  const [first, ...others] = objects as [MaskedObject, ...MaskedObject[]];
  const rle = others.reduce((whole, other) => union(whole, other.rle), first.rle);
  return sendable([{ object: first.id, rle }], idsOf(others), 'merge', [first.id], t);
}

export function removed(objects: readonly Pick<VisibleObject, 'id' | 'locked'>[], t: T): ChangeOrReason {
  if (objects.some(({ locked }) => locked)) return lockedOf(objects.length, t);
  return sendable([], idsOf(objects), 'remove', [], t);
}

/** Those of the selected objects that have a mask. */
export function masked(objects: readonly VisibleObject[]): MaskedObject[] {
  return objects.filter(
    (object): object is VisibleObject & { readonly rle: Rle } => object.rle !== null && object.area > 0,
  );
}

export function sendable(
  objects: readonly Shape[],
  gone: readonly Uuid[],
  reason: ReshapeReason,
  selected: readonly Uuid[],
  t: T,
): ChangeOrReason {
  const change = { objects, removed: gone, reason, selected };
  return tooLarge(change, t) ?? change;
}

const ADJUST: Readonly<Record<AdjustKind, (rle: Rle, amount: Amount) => Rle>> = {
  fill_holes: (rle, amount) => fillHoles(rle, amount === 'all' ? Number.POSITIVE_INFINITY : amount),
  remove_specks: (rle, amount) => (amount === 'all' ? keepLargestPart(rle) : removeSpecks(rle, amount)),
  grow: (rle, amount) => grow(rle, radius(amount)),
  shrink: (rle, amount) => shrink(rle, radius(amount)),
  smooth: (rle, amount) => smooth(rle, radius(amount)),
};

function radius(amount: Amount): number {
  return amount === 'all' ? 1 : Math.max(1, Math.round(amount));
}

function apart(object: MaskedObject, parts: readonly Rle[], newId: () => Uuid, t: T): ChangeOrReason {
  const shapes = parts.map(
    (rle, index): Shape =>
      index === 0 ? { object: object.id, rle } : { object: newId(), label: object.label, rle },
  );
  return sendable(shapes, [], 'split', [object.id], t);
}

function refusal(objects: readonly MaskedObject[], least: 1 | 2, t: T): string | null {
  if (objects.length === 0) return t('actions.nothingSelected');
  if (objects.length < least) return t('actions.selectTwo');
  if (objects.some(({ locked }) => locked)) return lockedOf(objects.length, t);
  return null;
}

function lockedOf(count: number, t: T): string {
  return t(count === 1 ? 'editor.lockedUnlock' : 'actions.someLocked');
}

function idsOf(objects: readonly { readonly id: Uuid }[]): Uuid[] {
  return objects.map(({ id }) => id);
}
