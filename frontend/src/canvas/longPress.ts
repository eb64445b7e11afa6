/** A finger that stays in one place: what the right button is to a mouse. */
import { distance, type ScreenPoint } from './geometry';

export const LONG_PRESS_MS = 500;
/** CSS pixels that a finger may tremble. */
const TREMBLE = 8;

export class LongPress {
  #at: ScreenPoint | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Where the finger was put down; null once it has moved on. */
  get at(): ScreenPoint | null {
    return this.#at;
  }

  /** `act` once the finger has stayed. */
  begin(at: ScreenPoint, act: () => void): void {
    this.#at = at;
    this.#timer = setTimeout(act, LONG_PRESS_MS);
  }

  /** Returns whether the finger at `point` still stays where it was put down. */
  stays(point: ScreenPoint): boolean {
    if (this.#at === null) return false;
    if (distance(this.#at, point) <= TREMBLE) return true;
    this.end();
    return false;
  }

  end(): void {
    this.#at = null;
    clearTimeout(this.#timer);
  }
}
