/**
 * Who hears of a change when. The canvas hears at once, and draws in the next frame. React hears at once as well, but
 * for what pointer and server bring: of that only after the frame, so that lists and panels hold up no mask.
 */
import type { Store } from './store';

let isCanvasFirst = false;
const tellings = new WeakMap<object, Telling>();

/** Changes of stores in `act` are told to React after the next frame. */
export function canvasFirst<T>(act: () => T): T {
  const before = isCanvasFirst;
  isCanvasFirst = true;
  try {
    return act();
  } finally {
    isCanvasFirst = before;
  }
}

/** For useSyncExternalStore: the same function for the same store. */
export function afterCanvas<T>(store: Store<T>): (listener: () => void) => () => void {
  let telling = tellings.get(store);
  if (telling === undefined) {
    telling = new Telling(store);
    tellings.set(store, telling);
  }
  return telling.subscribe;
}

class Telling {
  readonly #listeners = new Set<() => void>();
  #isWaiting = false;

  constructor(store: Store<unknown>) {
    store.subscribe(() => {
      // A page out of sight draws no frame.
      if (!isCanvasFirst || document.hidden) this.#tell();
      else if (!this.#isWaiting) {
        this.#isWaiting = true;
        requestAnimationFrame(() => setTimeout(() => this.#tell()));
      }
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    this.#isWaiting = false;
    for (const listener of [...this.#listeners]) listener();
  }
}
