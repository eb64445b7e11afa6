import { describe, expect, it } from 'vitest';
import { screenPoint } from '../canvas/geometry';
import { createViewport, zoomTo } from '../canvas/viewport';
import { coarseSight, covers, isWasteful, withMargin } from './detailRegion';

const IMAGE = { width: 6000, height: 4000 };
const LABEL_SCALE = 2048 / 6000;
const fitted = createViewport(IMAGE, { width: 1100, height: 850 });
const middle = screenPoint(550, 425);

describe('coarseSight', () => {
  it('is not needed while the label image of the whole is as fine as the screen', () => {
    expect(coarseSight(fitted, LABEL_SCALE, 1)).toBeNull();
    expect(coarseSight(zoomTo(fitted, 0.6, middle), LABEL_SCALE, 1)).toBeNull();
    expect(coarseSight(zoomTo(fitted, 40, middle), 1, 1)).toBeNull();
  });

  it('is what the screen shows, in whole pixels inside the image', () => {
    const zoomed = zoomTo(fitted, 2, middle);
    const sight = coarseSight(zoomed, LABEL_SCALE, 1);
    expect(sight).not.toBeNull();
    const [width, height] = [(sight?.x1 ?? 0) - (sight?.x0 ?? 0), (sight?.y1 ?? 0) - (sight?.y0 ?? 0)];
    expect(width - 550 + height - 425).toBeLessThanOrEqual(2);
    expect(Math.min(width - 550, height - 425)).toBeGreaterThanOrEqual(0);
    const corner = coarseSight({ ...zoomed, offsetX: 300, offsetY: 200 }, LABEL_SCALE, 1);
    expect(corner).toMatchObject({ x0: 0, y0: 0, x1: 400, y1: 325 });
  });

  it('counts the pixels of the device', () => {
    expect(coarseSight(zoomTo(fitted, 0.5, middle), LABEL_SCALE, 2)).not.toBeNull();
  });
});

describe('the region that is held', () => {
  const sight = { x0: 1000, y0: 1000, x1: 1500, y1: 1400 };
  const region = withMargin(sight, IMAGE);

  it('covers what is in sight and a little more, so that small movements need no new one', () => {
    expect(covers(region, sight)).toBe(true);
    expect(covers(region, { x0: 1100, y0: 950, x1: 1600, y1: 1350 })).toBe(true);
    expect(covers(region, { x0: 1200, y0: 1000, x1: 1700, y1: 1400 })).toBe(false);
  });

  it('ends with the image', () => {
    expect(withMargin({ x0: 0, y0: 3900, x1: 500, y1: 4000 }, IMAGE)).toMatchObject({ x0: 0, y1: 4000 });
  });

  it('is given up when only a small part of it is in sight', () => {
    expect(isWasteful(region, sight)).toBe(false);
    expect(isWasteful(region, { x0: 1200, y0: 1200, x1: 1260, y1: 1240 })).toBe(true);
  });
});
