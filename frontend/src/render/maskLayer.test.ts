import { describe, expect, it } from 'vitest';
import { wholeFrame } from '../masks/labelFrame';
import { encodeMask, type Rle } from '../protocol/rle';
import { type MaskAppearance, MaskLayer } from './maskLayer';

const [WIDTH, HEIGHT, SIDE] = [320, 192, 16];
const PER_ROW = Math.floor(WIDTH / SIDE);

/** A canvas that keeps its pixels and counts those that are put onto it. */
function fakeCanvas() {
  const shown = new Uint32Array(WIDTH * HEIGHT);
  const count = { put: 0 };
  const context = {
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: (image: ImageData, x: number, y: number) => {
      const pixels = new Uint32Array(image.data.buffer);
      for (let row = 0; row < image.height; row++) {
        const line = pixels.subarray(row * image.width, (row + 1) * image.width);
        shown.set(line, (y + row) * WIDTH + x);
      }
      count.put += pixels.length;
    },
  };
  return { canvas: { getContext: () => context } as unknown as HTMLCanvasElement, shown, count };
}

/** A square in a grid of cells, `size` pixels wide. */
function square(cell: number, size: number): Rle {
  const [x0, y0] = [(cell % PER_ROW) * SIDE, Math.floor(cell / PER_ROW) * SIDE];
  const bits = new Uint8Array(WIDTH * HEIGHT);
  for (let y = y0; y < y0 + size; y++) bits.fill(1, y * WIDTH + x0, y * WIDTH + x0 + size);
  return encodeMask([...bits], HEIGHT, WIDTH);
}

function appearance(rle: Rle): MaskAppearance {
  return { rle, z: 0, colour: '#ff0000', isHidden: false };
}

describe('MaskLayer', () => {
  it('paints the tiles that an answer changes, not what lies between them', () => {
    const { canvas, shown, count } = fakeCanvas();
    const layer = new MaskLayer(canvas, wholeFrame(WIDTH, HEIGHT, 2048), () => undefined);
    const last = PER_ROW * Math.floor(HEIGHT / SIDE) - 1;
    const cells = [0, 5, 100, 150, last];
    const masks = new Map(cells.map((cell) => [`object ${cell}`, appearance(square(cell, 9))]));
    layer.show(masks);
    count.put = 0;
    layer.show(new Map(masks));
    expect(count.put).toBe(0);

    for (const cell of [0, last]) masks.set(`object ${cell}`, appearance(square(cell, 12)));
    layer.show(masks);
    expect(count.put).toBeLessThanOrEqual(2 * 64 * 64);
    const wrong = shown.findIndex((pixel, index) => (pixel !== 0) !== (layer.labels.data[index] !== 0));
    expect(wrong).toBe(-1);
  });

  it('shows what lies under a mask once that is hidden', () => {
    const { canvas, shown } = fakeCanvas();
    const layer = new MaskLayer(canvas, wholeFrame(WIDTH, HEIGHT, 2048), () => undefined);
    const low = { ...appearance(square(100, 9)), colour: '#0000ff' };
    const top = { ...appearance(square(100, 12)), z: 1 };
    const masks = (isHidden: boolean): Map<string, MaskAppearance> =>
      new Map([
        ['top', { ...top, isHidden }],
        ['low', low],
      ]);
    layer.show(masks(false));
    expect([...new Set(shown)].sort()).toEqual([0, 0xff0000ff]);
    layer.show(masks(true));
    expect([...new Set(shown)].sort()).toEqual([0, 0xffff0000]);
    expect(shown.filter((pixel) => pixel !== 0)).toHaveLength(81);
    layer.show(masks(false));
    expect(shown.filter((pixel) => pixel === 0xff0000ff)).toHaveLength(144);
  });

  it('paints a mask in its new colour', () => {
    const { canvas, shown } = fakeCanvas();
    const layer = new MaskLayer(canvas, wholeFrame(WIDTH, HEIGHT, 2048), () => undefined);
    const mask = appearance(square(100, 9));
    layer.show(new Map([['a', mask]]));
    layer.show(new Map([['a', { ...mask, colour: '#0000ff' }]]));
    expect([...new Set(shown)].sort()).toEqual([0, 0xffff0000]);
  });
});
