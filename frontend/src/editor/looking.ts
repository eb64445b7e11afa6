/** Where the model looks for the next click: chosen from what is in sight, shown, and told to the server ahead. */
import { type CropXyxy, cropFor } from '../canvas/crop';
import type { Viewport } from '../canvas/viewport';
import type { EditorSession } from '../store/editorSession';
import { mayChange, type ToolName } from '../store/editorState';
import { createStore, type Store } from '../store/store';
import { selectedObject } from '../store/visibleDocument';

/** Tools whose strokes the model answers. */
const ASKING: ReadonlySet<ToolName> = new Set(['click', 'scribble', 'box']);
/** Who does not move for so long has found the place. */
export const SETTLED_MS = 350;

export class Looking {
  /** Around the middle of what is in sight, else that of the selected object. null: there is none, or the tool in hand asks no model. */
  readonly crop: Store<CropXyxy | null> = createStore<CropXyxy | null>(null);
  readonly #session: EditorSession;
  readonly #viewport: Store<Viewport | null>;
  #last: CropXyxy | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: EditorSession, viewport: Store<Viewport | null>) {
    this.#session = session;
    this.#viewport = viewport;
  }

  /** The crop that goes with something drawn through `points`. */
  at(points: readonly (readonly [number, number])[]): CropXyxy | null {
    const crop = this.#choose(points);
    this.#last = crop ?? this.#last;
    return crop;
  }

  /** Returns the function that stops watching. */
  watch(): () => void {
    const stops = [this.#viewport, this.#session.store].map((store) => store.subscribe(() => this.#look()));
    this.#look();
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.#timer);
    };
  }

  #look(): void {
    const [viewport, state] = [this.#viewport.get(), this.#session.store.get()];
    const isAsking = ASKING.has(state.view.tool) && mayChange(state) && viewport !== null;
    const crop = isAsking ? (this.#choose([middleOf(viewport)]) ?? this.#own) : null;
    if (String(crop) === String(this.crop.get())) return;
    this.crop.update(() => crop);
    clearTimeout(this.#timer);
    if (crop !== null) this.#timer = setTimeout(() => this.#tell(crop), SETTLED_MS);
  }

  #tell(crop: CropXyxy): void {
    this.#last = crop;
    this.#session.look(crop);
  }

  get #own(): CropXyxy | null {
    return selectedObject(this.#session.store.get())?.crop ?? null;
  }

  #choose(points: readonly (readonly [number, number])[]): CropXyxy | null {
    const viewport = this.#viewport.get();
    if (viewport === null) return null;
    return cropFor(viewport, points, { own: this.#own, last: this.#last });
  }
}

function middleOf({ scale, offsetX, offsetY, screen, image }: Viewport): readonly [number, number] {
  const middle = (from: number, to: number, side: number): number =>
    (Math.max(0, from) + Math.min(side, to)) / 2;
  return [
    middle(-offsetX / scale, (screen.width - offsetX) / scale, image.width),
    middle(-offsetY / scale, (screen.height - offsetY) / scale, image.height),
  ];
}
