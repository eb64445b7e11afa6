/** Which digit stands for which label: the digits that labels ask for, then the free ones in the order of the labels. */
import type { Label } from '../api/types';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Digit by label id. */
export function labelHotkeys(labels: readonly Pick<Label, 'id' | 'hotkey'>[]): Map<number, string> {
  const digits = new Map<number, string>();
  const taken = new Set<string>();
  for (const { id, hotkey } of labels) {
    if (!DIGITS.includes(hotkey) || taken.has(hotkey)) continue;
    digits.set(id, hotkey);
    taken.add(hotkey);
  }
  const free = DIGITS.filter((digit) => !taken.has(digit));
  for (const { id } of labels) {
    if (digits.has(id)) continue;
    const digit = free.shift();
    if (digit === undefined) break;
    digits.set(id, digit);
  }
  return digits;
}
