/** A key press -> its name in the table of shortcuts: by what the layout prints on the key, with the modifiers held. */

export type KeyFacts = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn', 'NumLock']);
/** What a key press without a key of its own is called: an input method at work, a dead key. */
const NO_KEYS = new Set(['Dead', 'Process', 'Unidentified', 'Compose']);

/** "Ctrl + Shift + Z"; null for a modifier alone. The command key of a Mac counts as control. */
export function pressedKey(event: KeyFacts): string | null {
  const { key, shiftKey } = event;
  if (MODIFIERS.has(key) || NO_KEYS.has(key)) return null;
  const name = nameOf(event);
  // With AltGr a character is typed ("[" on a German keyboard), though Windows reports control and alt.
  const isTyped = event.getModifierState?.('AltGraph') ?? false;
  const hasCtrl = !isTyped && (event.ctrlKey || event.metaKey);
  const hasAlt = !isTyped && event.altKey;
  // With anything but letters and named keys, shift is already part of the character ("?", "+").
  const hasShift = shiftKey && (name.length > 1 || name.toLowerCase() !== name.toUpperCase());
  return [hasCtrl && 'Ctrl', hasAlt && 'Alt', hasShift && 'Shift', name].filter(Boolean).join(' + ');
}

/** '1' ... '9' for a digit key, wherever the layout has it; null otherwise. */
export function digitForKey(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? null;
}

function nameOf({ key, code }: KeyFacts): string {
  if (key === ' ') return 'Space';
  if (key === '=') return '+'; // the same key without shift on most keyboards
  if (key.length > 1) return key;
  // Letters of other scripts stand on the keys of Latin ones; on those the place of the key decides.
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  const isOtherScript = /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return isOtherScript && place !== undefined ? place : key.toUpperCase();
}
