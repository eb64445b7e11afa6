import { describe, expect, it } from 'vitest';
import type { UnsureStop } from '../store/editorState';
import type { VisibleClick } from '../store/visibleDocument';
import { nextStop, unsureObjects } from './unsurePlaces';

const place = (margin: number) => ({ x: 10, y: 20, margin });
const OBJECTS = new Map(
  [
    { id: 'good', quality: 0.95, unsure: place(0.2), locked: false },
    { id: 'poor', quality: 0.5, unsure: place(0.2), locked: false },
    { id: 'torn', quality: 0.5, unsure: place(-0.4), locked: false },
    { id: 'painted', quality: null, unsure: null, locked: false },
    { id: 'locked', quality: 0.1, unsure: place(0), locked: true },
    { id: 'hidden', quality: 0.1, unsure: place(0), locked: false },
  ].map((object) => [object.id, { ...object, area: 400, visibleClicks: [] as VisibleClick[] }]),
);
const HIDDEN = new Set(['hidden']);
const found = unsureObjects(OBJECTS, [], HIDDEN);
const clicked = (x: number, y: number) => ({ id: 'click', x, y, t: 0, isPending: true });

/** The objects that `count` presses of the key lead to. */
function round(count: number): UnsureStop[] {
  const stops: UnsureStop[] = [];
  for (let press = 0; press < count; press++) {
    const stop = nextStop(found, stops.at(-1) ?? null);
    if (stop !== null) stops.push(stop);
  }
  return stops;
}

describe('unsureObjects', () => {
  it('puts poor masks and undecided places first, and leaves out what cannot be clicked', () => {
    expect(found.map(({ id }) => id)).toEqual(['torn', 'poor', 'good']);
  });

  it('asks no second time about a place that was clicked, for the object or for the background', () => {
    const torn = {
      ...OBJECTS.get('poor'),
      id: 'torn',
      quality: 0.5,
      unsure: place(-0.4),
      locked: false,
      area: 9,
    };
    const own = new Map(OBJECTS).set('torn', { ...torn, visibleClicks: [clicked(12, 20)] });
    expect(unsureObjects(own, [], HIDDEN).map(({ id }) => id)).toEqual(['poor', 'good']);
    expect(unsureObjects(OBJECTS, [clicked(10, 22)], HIDDEN)).toEqual([]);
    expect(unsureObjects(OBJECTS, [clicked(40, 22)], HIDDEN)).toHaveLength(3);
  });
});

describe('nextStop', () => {
  it('goes from the worst to the best, counts, and begins again', () => {
    expect(round(4).map(({ object, at, of }) => `${object} ${at}/${of}`)).toEqual([
      'torn 1/3',
      'poor 2/3',
      'good 3/3',
      'torn 1/3',
    ]);
  });

  it('does not stay with an object that a click has made worse', () => {
    const torn = { id: 'torn', quality: 0.01, unsure: place(-1), locked: false, area: 9, visibleClicks: [] };
    const worse = unsureObjects(new Map(OBJECTS).set('torn', torn), [], HIDDEN);
    expect(nextStop(worse, round(1)[0] ?? null)?.object).toBe('poor');
  });

  it('finds nothing where the model is unsure of nothing', () => {
    expect(nextStop([], null)).toBeNull();
    expect(nextStop([], round(1)[0] ?? null)).toBeNull();
  });
});
