import { describe, expect, it } from 'vitest';
import { screenPoint } from '../canvas/geometry';
import { createViewport, panBy, toScreen, zoomBy } from '../canvas/viewport';
import { draggedPin, middleOfView, pinPlaces } from './pinPlaces';

const IMAGE = { width: 600, height: 400 };
const SCREEN = { width: 900, height: 700 };
const VIEW = createViewport(IMAGE, SCREEN);
const PINS = [
  { id: 'a', x: 10, y: 20 },
  { id: 'b', x: 590, y: 390 },
];

describe('pins', () => {
  it('stand on their points, zoomed or not', () => {
    for (const viewport of [VIEW, zoomBy(VIEW, 1.05, screenPoint(450, 350))]) {
      const [first] = pinPlaces(PINS, viewport);
      expect(first?.pin.id).toBe('a');
      expect([first?.left, first?.top]).toEqual([
        10 * viewport.scale + viewport.offsetX,
        20 * viewport.scale + viewport.offsetY,
      ]);
    }
  });

  it('are left out where they are far out of sight', () => {
    const near = zoomBy(VIEW, 12, toScreen(VIEW, [590, 390] as never));
    expect(pinPlaces(PINS, near).map(({ pin }) => pin.id)).toEqual(['b']);
    expect(pinPlaces(PINS, VIEW)).toHaveLength(2);
  });

  it('are dragged by what the pointer moves, and never out of the image', () => {
    expect([...draggedPin({ x: 100, y: 100 }, 30, -15, 3, IMAGE)]).toEqual([110, 95]);
    const [x, y] = draggedPin({ x: 590, y: 10 }, 500, -500, 1, IMAGE);
    expect(x).toBeLessThan(IMAGE.width);
    expect(y).toBe(0);
  });
});

describe('the middle of the view', () => {
  it('is a point of the image, wherever that was moved', () => {
    expect([...middleOfView(VIEW)].map(Math.round)).toEqual([300, 200]);
    const [x, y] = middleOfView(panBy(VIEW, 5000, -5000));
    expect(x).toBe(0);
    expect(y).toBeLessThan(IMAGE.height);
  });
});
