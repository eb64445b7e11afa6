import type { Statistics } from '../api/types';

/** Nothing was handed in then, before or lately, and no image is beyond that: the figures would all be nothing. */
export function isWithoutWork({ daily, before, forecast, states }: Statistics): boolean {
  const isDone = (states.submitted ?? 0) + (states.accepted ?? 0) > 0;
  return daily.length === 0 && before.images === 0 && forecast.per_day === 0 && !isDone;
}
