/** The places of an image where the model was least sure, and which one a person is taken to next. Pure. */
import type { ClickView, Uuid } from '../protocol/messages';
import type { UnsureStop } from '../store/editorState';
import type { VisibleObject } from '../store/visibleDocument';

type Judged = Pick<VisibleObject, 'id' | 'quality' | 'unsure' | 'locked'>;
type Listable = Judged & Pick<VisibleObject, 'area' | 'visibleClicks'>;

/** What counts for a mask of which no quality is predicted. */
const UNKNOWN_QUALITY = 0.5;
/** Image pixels: a place that has been clicked so near needs no second look, whatever the model makes of it. */
const ANSWERED = 6;

/** Objects with such a place that may be clicked now, the one most worth a click first. */
export function unsureObjects<T extends Listable>(
  objects: ReadonlyMap<Uuid, T>,
  background: readonly ClickView[],
  hidden: ReadonlySet<Uuid>,
): T[] {
  return [...objects.values()]
    .filter(({ id, unsure, area, locked, visibleClicks }) => {
      if (unsure == null || area === 0 || locked || hidden.has(id)) return false;
      const isThere = ({ x, y }: ClickView): boolean => Math.hypot(x - unsure.x, y - unsure.y) < ANSWERED;
      return !visibleClicks.some(isThere) && !background.some(isThere);
    })
    .map((object) => ({ object, worth: worthOf(object) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ object }) => object);
}

/** The worst object that this round has not been to; after the last one a new round begins. null: there is none. */
export function nextStop(objects: readonly Judged[], last: UnsureStop | null): UnsureStop | null {
  const seen = last?.seen ?? new Set();
  const next = objects.find(({ id }) => !seen.has(id));
  if (next === undefined) return last === null || objects.length === 0 ? null : nextStop(objects, null);
  const been = new Set([...seen, next.id]);
  const at = objects.filter(({ id }) => been.has(id)).length;
  return next.unsure == null
    ? null
    : { object: next.id, place: next.unsure, at, of: objects.length, seen: been };
}

/** How much of the mask is thought to be wrong, times how undecided the place is. */
function worthOf({ quality, unsure }: Judged): number {
  return (1 - (quality ?? UNKNOWN_QUALITY)) * (1 - (unsure?.margin ?? 1));
}
