/** Keys of the whole page -> commands, unless the person is typing or inside a menu or dialog. */
import { useEffect } from 'react';
import type { Label } from '../api/types';
import type { ToolKey } from '../tools/tool';
import type { EditorCommands } from './editorCommands';
import { type Hand, type HeldKeys, NO_KEYS } from './hand';
import { bindingFor, isDrawing, isHeld, type KeyBindings } from './keyBindings';
import type { KeyboardCursor } from './keyboardCursor';
import { labelHotkeys } from './labelHotkeys';
import { digitForKey, pressedKey } from './pressedKey';
import type { DrawingBinding, HeldBinding } from './shortcuts';

const TYPING =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]';
const OTHER_LAYERS = '[role="dialog"], [role="menu"]';
/** Keys with a meaning of their own on a focused control. */
const CONTROL_KEYS = new Set(['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Tab']);

const TOOL_KEYS: Readonly<Record<DrawingBinding, ToolKey>> = {
  closeDrawing: 'Enter',
  takeBack: 'Backspace',
  giveUp: 'Escape',
};
const HELD_KEYS: Readonly<Record<HeldBinding, 'isPan' | 'isOpposite'>> = {
  holdToMove: 'isPan',
  holdForOpposite: 'isOpposite',
};

interface Keyboard {
  readonly commands: EditorCommands;
  readonly labels: readonly Label[];
  readonly hand: Hand;
  readonly cursor: KeyboardCursor;
  readonly keys: KeyBindings;
}

export function useShortcuts({ commands, labels, hand, cursor, keys }: Keyboard): void {
  useEffect(() => {
    const hold = (change: Partial<HeldKeys>): void => hand.hold({ ...hand.state.get().held, ...change });
    /** Returns whether the key meant anything. */
    const act = (event: KeyboardEvent): boolean => {
      const key = pressedKey(event);
      if (key === null) return false;
      const drawing = bindingFor(keys, key, 'drawing');
      if (drawing !== null && isDrawing(drawing)) {
        const toolKey = TOOL_KEYS[drawing];
        if (hand.press(toolKey) || cursor.take(toolKey)) return true;
      }
      const digit = digitForKey(event);
      if (digit !== null) return chooseByDigit(commands, labels, digit);
      const binding = bindingFor(keys, key, 'anywhere');
      if (binding === null || isDrawing(binding)) return false;
      if (isHeld(binding)) hold({ [HELD_KEYS[binding]]: true });
      else commands[binding]();
      return true;
    };
    const down = (event: KeyboardEvent): void => {
      if (event.isComposing || belongsElsewhere(event)) return;
      if (event.key === 'Shift') hold({ isShift: true });
      if (act(event)) event.preventDefault();
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === 'Shift') hold({ isShift: false });
      const binding = bindingFor(keys, pressedKey(event) ?? '', 'anywhere');
      if (binding !== null && isHeld(binding)) hold({ [HELD_KEYS[binding]]: false });
    };
    const release = (): void => hand.hold(NO_KEYS);
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', release);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', release);
    };
  }, [commands, labels, hand, cursor, keys]);
}

function chooseByDigit(commands: EditorCommands, labels: readonly Label[], digit: string): boolean {
  for (const [id, hotkey] of labelHotkeys(labels)) if (hotkey === digit) commands.chooseLabel(id);
  return true;
}

/** Text that is marked on the page goes first. */
function isCopying(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && ['c', 'x'].includes(event.key.toLowerCase());
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const isOnCanvas = target?.matches('[data-canvas]') ?? false;
  if (event.key === 'Tab' && !isOnCanvas) return true;
  if (isCopying(event) && window.getSelection()?.isCollapsed === false) return true;
  if (target === null || target === document.body || isOnCanvas) return false;
  if (target.closest(OTHER_LAYERS) !== null) return true;
  if (target.closest(TYPING) !== null) return !/^F\d+$/.test(event.key);
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  return (
    !hasModifier &&
    CONTROL_KEYS.has(event.key) &&
    target.closest('button, a, input, [role="slider"], [role="option"], [tabindex]') !== null
  );
}
