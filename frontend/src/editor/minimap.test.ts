import { expect, it } from 'vitest';
import { imagePoint, screenPoint } from '../canvas/geometry';
import { createViewport, toImage, toScreen, zoomTo } from '../canvas/viewport';
import { centredOn, frameInSight } from './minimap';

const FITTED = createViewport({ width: 600, height: 400 }, { width: 648, height: 448 });
const MIDDLE = screenPoint(324, 224);

it('frames nothing while all of the image is in sight', () => {
  expect(frameInSight(FITTED)).toBeNull();
});

it('frames what is in sight, cut off at the borders of the image', () => {
  const zoomed = zoomTo(FITTED, 4, MIDDLE);
  expect(frameInSight(zoomed)).toEqual({ left: 0.365, top: 0.36, width: 0.27, height: 0.28 });
  const corner = zoomTo(FITTED, 4, toScreen(FITTED, imagePoint(0, 0)));
  expect(frameInSight(corner)).toMatchObject({ left: 0, top: 0, width: 0.26 });
});

it('brings a place to the middle', () => {
  const moved = centredOn(zoomTo(FITTED, 4, MIDDLE), 0.25, 0.75);
  expect([...toImage(moved, MIDDLE)]).toEqual([150, 300]);
});
