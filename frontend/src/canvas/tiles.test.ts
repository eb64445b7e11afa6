import { describe, expect, it } from 'vitest';
import { screenPoint } from './geometry';
import { levelCount, levelFor, levelSize, tilesInSight } from './tiles';
import { createViewport, zoomTo } from './viewport';

const IMAGE = { width: 6000, height: 4001 };
const fitted = createViewport(IMAGE, { width: 1200, height: 800 });

describe('tiles', () => {
  it('counts levels as the server does', () => {
    expect(levelCount({ width: 256, height: 10 })).toBe(1);
    expect(levelCount({ width: 257, height: 10 })).toBe(2);
    expect(levelCount(IMAGE)).toBe(6);
    expect(levelSize(IMAGE, 5)).toEqual(IMAGE);
    expect(levelSize(IMAGE, 0)).toEqual({ width: 188, height: 126 });
  });

  it('never asks for a coarser level than the screen can show', () => {
    for (const scale of [0.05, 0.126, 0.25, 0.3, 0.5, 0.9, 1, 8]) {
      const viewport = zoomTo(fitted, scale, screenPoint(600, 400));
      const size = levelSize(IMAGE, levelFor(viewport, 1));
      const shown = Math.min(IMAGE.width, IMAGE.width * viewport.scale);
      expect(size.width).toBeGreaterThanOrEqual(Math.floor(shown));
      if (levelFor(viewport, 1) > 0) expect(size.width).toBeLessThanOrEqual(2 * shown + 2);
    }
  });

  it('covers the image when all of it is in sight, without a gap or an overlap', () => {
    const tiles = tilesInSight(fitted, 3);
    const area = tiles.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(area).toBeCloseTo(IMAGE.width * IMAGE.height, 3);
  });

  it('leaves out what is off the screen', () => {
    const zoomed = zoomTo(fitted, 1, screenPoint(600, 400));
    const tiles = tilesInSight(zoomed, 5);
    expect(tiles.length).toBeLessThanOrEqual(6 * 5);
    for (const { left, top, width, height } of tiles) {
      expect(left * zoomed.scale + zoomed.offsetX).toBeLessThan(1200);
      expect((left + width) * zoomed.scale + zoomed.offsetX).toBeGreaterThan(0);
      expect(top * zoomed.scale + zoomed.offsetY).toBeLessThan(800);
      expect((top + height) * zoomed.scale + zoomed.offsetY).toBeGreaterThan(0);
    }
  });
});
