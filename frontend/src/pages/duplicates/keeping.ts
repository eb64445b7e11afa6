/** Of photos that look alike: which one to keep, and which may go without anybody's work going with them. */
import type { Image } from '../../api/types';

const UNTOUCHED: readonly Image['state'][] = ['new', 'prelabelled'];

export function hasWork(image: Image): boolean {
  const comments = image.open_comments + (image.replica_comments ?? 0);
  return image.object_count > 0 || comments > 0 || image.is_gold === true || !UNTOUCHED.includes(image.state);
}

/** The one with work on it, most of it; else the largest; else the first that came. */
export function keeperOf(images: readonly Image[]): Image | undefined {
  return [...images].sort(
    (a, b) =>
      Number(hasWork(b)) - Number(hasWork(a)) ||
      b.object_count - a.object_count ||
      b.width * b.height - a.width * a.height ||
      a.created.localeCompare(b.created),
  )[0];
}

/** What is chosen to go before anybody chooses: all but the keeper, and never one with work on it. */
export function preselected(images: readonly Image[]): ReadonlySet<string> {
  const keeper = keeperOf(images);
  return new Set(images.filter((image) => image !== keeper && !hasWork(image)).map(({ id }) => id));
}
