/** A key as the sheet tells of it: "Hold G", "Enter (drawing)". */
import { isDrawing, isHeld } from './keyBindings';
import type { Binding } from './shortcuts';

export function shownKey(command: Binding, key: string): string {
  if (isHeld(command)) return `Hold ${key}`;
  return isDrawing(command) ? `${key} (drawing)` : key;
}
