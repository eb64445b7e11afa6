/** Keys of the whole page -> commands, unless the person is typing or inside a menu or dialog. */
import { useEffect } from 'react';
import type { Label } from '../api/types';
import type { ToolKey } from '../tools/tool';
import type { EditorCommands } from './editorCommands';
import { type Hand, type HeldKeys, NO_KEYS } from './hand';
import { labelHotkeys } from './labelHotkeys';
import { commandForKey, digitForKey } from './shortcuts';

const TYPING =
  'input:not([type="range"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';
/** Keys with a meaning of their own on a focused control. */
const CONTROL_KEYS = new Set(['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'Tab']);

export function useShortcuts(commands: EditorCommands, labels: readonly Label[], hand: Hand): void {
  useEffect(() => {
    const hold = (change: Partial<HeldKeys>): void => hand.hold({ ...hand.state.get().held, ...change });
    const down = (event: KeyboardEvent): void => {
      if (event.isComposing || belongsElsewhere(event)) return;
      if (event.key === 'Shift') hold({ isShift: true });
      if (isToolKey(event) && hand.press(event.key)) {
        event.preventDefault();
        return;
      }
      const act = actionFor(event, commands, labels, hold);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === ' ') hold({ isPan: false });
      if (event.key.toLowerCase() === 'g') hold({ isOpposite: false });
      if (event.key === 'Shift') hold({ isShift: false });
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
  }, [commands, labels, hand]);
}

function actionFor(
  event: KeyboardEvent,
  commands: EditorCommands,
  labels: readonly Label[],
  hold: (change: Partial<HeldKeys>) => void,
): (() => void) | null {
  if (isPlain(event, ' ')) return () => hold({ isPan: true });
  if (isPlain(event, 'g')) return () => hold({ isOpposite: true });
  const digit = digitForKey(event);
  if (digit !== null) return () => chooseByDigit(commands, labels, digit);
  const command = commandForKey(event);
  return command === null ? null : commands[command];
}

function chooseByDigit(commands: EditorCommands, labels: readonly Label[], digit: string): void {
  for (const [id, hotkey] of labelHotkeys(labels)) if (hotkey === digit) commands.chooseLabel(id);
}

const TOOL_KEYS: ReadonlySet<string> = new Set<ToolKey>(['Enter', 'Escape', 'Backspace']);

function isToolKey(event: KeyboardEvent): event is KeyboardEvent & { readonly key: ToolKey } {
  return TOOL_KEYS.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function isPlain(event: KeyboardEvent, key: string): boolean {
  return event.key.toLowerCase() === key && !event.ctrlKey && !event.metaKey && !event.altKey;
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
  if (target.closest(TYPING) !== null) return true;
  return (
    CONTROL_KEYS.has(event.key) &&
    target.closest('button, a, [role="slider"], [role="option"], [tabindex]') !== null
  );
}
