import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePoint, screenPoint } from './geometry';
import {
  actualSize,
  createViewport,
  fitImage,
  lookAt,
  panBy,
  resize,
  toImage,
  toScreen,
  type Viewport,
  zoomBy,
} from './viewport';

const IMAGE = { width: 1024, height: 768 };
const SCREEN = { width: 1200, height: 700 };
const start = createViewport(IMAGE, SCREEN);
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

function isOnScreen(viewport: Viewport): boolean {
  const [left, top] = toScreen(viewport, imagePoint(0, 0));
  const [right, bottom] = toScreen(viewport, imagePoint(IMAGE.width, IMAGE.height));
  return right > 0 && bottom > 0 && left < SCREEN.width && top < SCREEN.height;
}

describe('viewport', () => {
  it('fits the whole image into the middle', () => {
    const [left, top] = toScreen(start, imagePoint(0, 0));
    const [right, bottom] = toScreen(start, imagePoint(IMAGE.width, IMAGE.height));
    expect(left + right).toBeCloseTo(SCREEN.width);
    expect(top + bottom).toBeCloseTo(SCREEN.height);
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
  });

  it('maps to the screen and back', () => {
    fc.assert(
      fc.property(finite(0, 1024), finite(0, 768), finite(0.1, 30), (x, y, factor) => {
        const viewport = zoomBy(start, factor, screenPoint(300, 200));
        const [backX, backY] = toImage(viewport, toScreen(viewport, imagePoint(x, y)));
        expect(backX).toBeCloseTo(x, 6);
        expect(backY).toBeCloseTo(y, 6);
      }),
    );
  });

  it('keeps the point under the pointer in its place while zooming in', () => {
    const anchor = screenPoint(500, 333);
    const [x, y] = toImage(start, anchor);
    const zoomed = zoomBy(zoomBy(start, 2, anchor), 1.7, anchor);
    expect(toImage(zoomed, anchor)[0]).toBeCloseTo(x, 6);
    expect(toImage(zoomed, anchor)[1]).toBeCloseTo(y, 6);
  });

  it('never loses the image off the screen', () => {
    fc.assert(
      fc.property(finite(-1e5, 1e5), finite(-1e5, 1e5), finite(0.01, 100), (dx, dy, factor) => {
        expect(isOnScreen(zoomBy(panBy(start, dx, dy), factor, screenPoint(10, 10)))).toBe(true);
      }),
    );
  });

  it('shows one image pixel on one device pixel at actual size', () => {
    expect(actualSize(start, 2).scale).toBe(0.5);
  });

  it('fits again when the canvas changes its size, unless the person has moved', () => {
    const smaller = { width: 800, height: 500 };
    expect(resize(start, smaller)).toEqual(fitImage({ ...start, screen: smaller }));
    const moved = zoomBy(start, 3, screenPoint(600, 350));
    const middle = toImage(moved, screenPoint(600, 350));
    expect(toImage(resize(moved, smaller), screenPoint(400, 250))[0]).toBeCloseTo(middle[0], 6);
  });
});

describe('lookAt', () => {
  it('brings the point to the middle with so much of the image around it', () => {
    const seen = lookAt(start, imagePoint(700, 300), { width: 60, height: 64 });
    expect(toScreen(seen, imagePoint(700, 300))).toEqual([SCREEN.width / 2, SCREEN.height / 2]);
    expect(SCREEN.height / seen.scale).toBeCloseTo(128);
    const wide = lookAt(start, imagePoint(700, 300), { width: 300, height: 64 });
    expect(SCREEN.width / wide.scale).toBeCloseTo(600);
  });

  it('never shows less than it would fit', () => {
    expect(lookAt(start, imagePoint(700, 300), { width: 4000, height: 1 }).scale).toBe(start.scale);
  });
});
