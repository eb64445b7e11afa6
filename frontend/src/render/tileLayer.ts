/**
 * Sharp detail of large images: tiles over the display-sized photo, only those in sight, only when the screen shows
 * more than the photo has. Tiles of the level before stay until the new ones have all come.
 */
import { levelFor, type TilePlace, tilesInSight } from '../canvas/tiles';
import type { Viewport } from '../canvas/viewport';

/** Longer side in pixels of what the server calls the display version (backend/images). */
const DISPLAY_SIDE = 2048;

export class TileLayer {
  readonly #container: HTMLElement;
  readonly #urlOf: (tile: TilePlace) => string;
  #wanted: ReadonlyMap<string, TilePlace> = new Map();
  readonly #shown = new Map<string, HTMLImageElement>();

  constructor(container: HTMLElement, urlOf: (tile: TilePlace) => string) {
    this.#container = container;
    this.#urlOf = urlOf;
  }

  show(viewport: Viewport): void {
    this.#wanted = new Map(tilesFor(viewport).map((tile) => [`${tile.z}/${tile.x}/${tile.y}`, tile]));
    for (const [key, tile] of this.#wanted) {
      if (!this.#shown.has(key)) this.#shown.set(key, this.#add(tile));
    }
    this.#sweep();
  }

  stop(): void {
    for (const element of this.#shown.values()) element.remove();
    this.#shown.clear();
  }

  #add(tile: TilePlace): HTMLImageElement {
    const element = document.createElement('img');
    element.alt = '';
    element.draggable = false;
    element.style.cssText = `position:absolute;left:${tile.left}px;top:${tile.top}px;width:${tile.width}px;height:${tile.height}px`;
    element.onload = () => this.#sweep();
    // The photo below still shows: a tile that does not come costs sharpness only.
    element.onerror = () => element.remove();
    element.src = this.#urlOf(tile);
    this.#container.append(element);
    return element;
  }

  #sweep(): void {
    const isComplete = [...this.#wanted.keys()].every((key) => this.#shown.get(key)?.complete ?? false);
    if (!isComplete) return;
    for (const [key, element] of this.#shown) {
      if (this.#wanted.has(key)) continue;
      element.remove();
      this.#shown.delete(key);
    }
  }
}

function tilesFor(viewport: Viewport): TilePlace[] {
  const ratio = window.devicePixelRatio || 1;
  const photoScale = DISPLAY_SIDE / Math.max(viewport.image.width, viewport.image.height);
  if (photoScale >= 1 || viewport.scale * ratio <= photoScale) return [];
  return tilesInSight(viewport, levelFor(viewport, ratio));
}
