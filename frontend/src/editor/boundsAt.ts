/** The bounding box under a point: the smallest that holds it, so that one inside another can be reached. */
import type { Uuid } from '../protocol/messages';
import { boundsOf, type VisibleDocument, type VisibleObject } from '../store/visibleDocument';

const boxes = new WeakMap<VisibleDocument, readonly VisibleObject[]>();

/** x, y in image pixels. */
export function boundsAt(
  document: VisibleDocument,
  hidden: ReadonlySet<Uuid>,
  x: number,
  y: number,
): Uuid | null {
  let [found, least]: [Uuid | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const object of boxesOf(document)) {
    const bounds = boundsOf(object);
    if (bounds === null || hidden.has(object.id)) continue;
    const [x0, y0, x1, y1] = bounds;
    const size = (x1 - x0) * (y1 - y0);
    if (x >= x0 && x < x1 && y >= y0 && y < y1 && size < least) [found, least] = [object.id, size];
  }
  return found;
}

function boxesOf(document: VisibleDocument): readonly VisibleObject[] {
  let found = boxes.get(document);
  if (found === undefined) {
    found = [...document.objects.values()].filter(({ shape }) => shape === 'box');
    boxes.set(document, found);
  }
  return found;
}
