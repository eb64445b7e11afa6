/** Fewer corners for what is only looked at: a stroke along an outline costs by its corners, not by its length. */
import type { Loop } from './contour';
import { cornerAt, handledLoops } from './handles';

/** The loop through those of its corners that keep it within `tolerance`, in the loop's own pixels. */
export function thinned(loop: Loop, tolerance: number): Loop {
  return handledLoops([loop], tolerance).flatMap(({ handles }) =>
    handles.flatMap((handle) => [...cornerAt(loop, handle)]),
  );
}
