/**
 * Which tiles of a large image the screen needs. The server keeps a pyramid of 256-pixel tiles: level 0 is the whole
 * image in one tile, each level doubles, the last one is full size (backend/images/tiles.py has the same arithmetic).
 */
import type { Size } from './geometry';
import type { Viewport } from './viewport';

export const TILE_PX = 256;

export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** In image pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function levelCount({ width, height }: Size): number {
  return 1 + Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / TILE_PX)));
}

/** Width and height in pixels of level `z`. */
export function levelSize(image: Size, z: number): Size {
  const shrink = 2 ** (levelCount(image) - 1 - z);
  return {
    width: Math.max(1, Math.ceil(image.width / shrink)),
    height: Math.max(1, Math.ceil(image.height / shrink)),
  };
}

/** The coarsest level that is as fine as the screen shows the image. */
export function levelFor({ image, scale }: Viewport, devicePixelRatio: number): number {
  const last = levelCount(image) - 1;
  const shrink = Math.log2(1 / Math.max(scale * devicePixelRatio, 1e-6));
  return Math.min(last, Math.max(0, last - Math.floor(shrink)));
}

/** The tiles of level `z` that the screen shows a part of. */
export function tilesInSight(viewport: Viewport, z: number): TilePlace[] {
  const { image, screen, scale, offsetX, offsetY } = viewport;
  const size = levelSize(image, z);
  const [perX, perY] = [image.width / size.width, image.height / size.height];
  const range = (offset: number, length: number, per: number, total: number): [number, number] => [
    Math.max(0, Math.floor(-offset / scale / per / TILE_PX)),
    Math.min(Math.ceil(total / TILE_PX), Math.ceil((length - offset) / scale / per / TILE_PX)),
  ];
  const [firstX, lastX] = range(offsetX, screen.width, perX, size.width);
  const [firstY, lastY] = range(offsetY, screen.height, perY, size.height);
  const tiles: TilePlace[] = [];
  for (let y = firstY; y < lastY; y++) {
    for (let x = firstX; x < lastX; x++) {
      const width = Math.min(TILE_PX, size.width - x * TILE_PX) * perX;
      const height = Math.min(TILE_PX, size.height - y * TILE_PX) * perY;
      tiles.push({ z, x, y, left: x * TILE_PX * perX, top: y * TILE_PX * perY, width, height });
    }
  }
  return tiles;
}
