import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CropXyxy, cropFor, cropInSight } from './crop';
import { screenPoint } from './geometry';
import { createViewport, type Viewport, zoomTo } from './viewport';

const IMAGE = { width: 4000, height: 3000 };
const SCREEN = { width: 1000, height: 750 };
const fitted = createViewport(IMAGE, SCREEN);
const NONE = { own: null, last: null };

/** At `scale`, with the image point in the middle of the screen. */
function at(scale: number, x: number, y: number): Viewport {
  return { ...fitted, scale, offsetX: 500 - x * scale, offsetY: 375 - y * scale };
}

const viewports = fc
  .record({
    scale: fc.double({ min: 0.3, max: 32, noNaN: true }),
    x: fc.double({ min: 0, max: IMAGE.width, noNaN: true }),
    y: fc.double({ min: 0, max: IMAGE.height, noNaN: true }),
  })
  .map(({ scale, x, y }) => at(scale, x, y));

describe('cropInSight', () => {
  it('is none while half of the image or more is seen', () => {
    expect(cropInSight(fitted)).toBeNull();
    expect(cropInSight(zoomTo(fitted, fitted.scale * 1.2, screenPoint(500, 375)))).toBeNull();
  });

  it('is what is in sight, with a margin, on a grid', () => {
    const crop = cropInSight(at(2, 2000, 1500)) as CropXyxy;
    expect(crop).toEqual([1664, 1248, 2336, 1760]);
    for (const side of crop) expect(side % 32).toBe(0);
  });

  it('stays in the image, and is never smaller than a network needs', () => {
    fc.assert(
      fc.property(viewports, (viewport) => {
        const crop = cropInSight(viewport);
        if (crop === null) return;
        const [x0, y0, x1, y1] = crop;
        expect(x0).toBeGreaterThanOrEqual(0);
        expect(y0).toBeGreaterThanOrEqual(0);
        expect(x1).toBeLessThanOrEqual(IMAGE.width);
        expect(y1).toBeLessThanOrEqual(IMAGE.height);
        expect(Math.min(x1 - x0, y1 - y0)).toBeGreaterThanOrEqual(128);
        expect(crop.every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('is the whole of an image that is smaller than the least crop: none', () => {
    const small = createViewport({ width: 120, height: 90 }, SCREEN);
    expect(cropInSight({ ...small, scale: 30, offsetX: -2000, offsetY: -1500 })).toBeNull();
  });
});

describe('cropFor', () => {
  it('shares the crop of the last click with a neighbouring one', () => {
    const last = cropFor(at(2, 2000, 1500), [[2000, 1500]], NONE);
    expect(cropFor(at(2, 2060, 1500), [[2030, 1510]], { own: null, last })).toEqual(last);
  });

  it('takes what is in sight where the last crop ends, or has become too coarse or too small', () => {
    const last = cropFor(at(2, 2000, 1500), [[2000, 1500]], NONE);
    for (const [viewport, point] of [
      [at(2, 2300, 1500), [2320, 1500]],
      [at(8, 2000, 1500), [2000, 1500]],
      [at(0.7, 2000, 1500), [2000, 1500]],
    ] as const) {
      expect(cropFor(viewport, [point], { own: null, last })).toEqual(cropInSight(viewport));
    }
  });

  it('keeps the crop of the object while its next click lies well inside, also from afar', () => {
    const own: CropXyxy = [1664, 1248, 2336, 1760];
    expect(cropFor(at(0.6, 2000, 1500), [[2000, 1500]], { own, last: null })).toEqual(own);
    expect(cropFor(fitted, [[2000, 1500]], { own, last: null })).toEqual(own);
    expect(cropFor(fitted, [[1670, 1500]], { own, last: null })).toBeNull();
  });

  it('leaves the crop of the object for a much closer look', () => {
    const own: CropXyxy = [1024, 768, 3072, 2304];
    const closer = at(4, 2000, 1500);
    expect(cropFor(closer, [[2000, 1500]], { own, last: null })).toEqual(cropInSight(closer));
  });

  it('keeps it up to the border of the image', () => {
    const own: CropXyxy = [0, 0, 512, 512];
    expect(cropFor(at(2, 250, 250), [[1, 1]], { own, last: null })).toEqual(own);
  });

  it('looks at the whole image for a line that leaves what is in sight', () => {
    expect(
      cropFor(
        at(2, 2000, 1500),
        [
          [2000, 1500],
          [3900, 1500],
        ],
        NONE,
      ),
    ).toBeNull();
  });
});
