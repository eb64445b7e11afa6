/** Keys of the whole page -> commands, unless the person is typing or inside a menu or dialog. */
import { useEffect, useRef } from 'react';
import type { Label } from '../api/types';
import type { EditorCommands } from './editorCommands';
import { labelHotkeys } from './labelHotkeys';
import { commandForKey, digitForKey } from './shortcuts';

export interface HeldKeys {
  /** Space: the left button moves the image. */
  isPan: boolean;
  /** B: a left click is a background click. */
  isBackground: boolean;
}

const TYPING =
  'input:not([type="range"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';
/** Keys with a meaning of their own on a focused control. */
const CONTROL_KEYS = new Set(['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'Tab']);

export function useShortcuts(
  commands: EditorCommands,
  labels: readonly Label[],
  onHeld: (held: HeldKeys) => void,
): void {
  const held = useRef<HeldKeys>({ isPan: false, isBackground: false });
  useEffect(() => {
    const hold = (change: Partial<HeldKeys>): void => {
      held.current = { ...held.current, ...change };
      onHeld(held.current);
    };
    const down = (event: KeyboardEvent): void => {
      if (event.isComposing || belongsElsewhere(event)) return;
      const act = actionFor(event, commands, labels, hold);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === ' ') hold({ isPan: false });
      if (event.key.toLowerCase() === 'b') hold({ isBackground: false });
    };
    const release = (): void => hold({ isPan: false, isBackground: false });
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', release);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', release);
    };
  }, [commands, labels, onHeld]);
}

function actionFor(
  event: KeyboardEvent,
  commands: EditorCommands,
  labels: readonly Label[],
  hold: (change: Partial<HeldKeys>) => void,
): (() => void) | null {
  if (isPlain(event, ' ')) return () => hold({ isPan: true });
  if (isPlain(event, 'b')) return () => hold({ isBackground: true });
  const digit = digitForKey(event);
  if (digit !== null) return () => chooseByDigit(commands, labels, digit);
  const command = commandForKey(event);
  return command === null ? null : commands[command];
}

function chooseByDigit(commands: EditorCommands, labels: readonly Label[], digit: string): void {
  for (const [id, hotkey] of labelHotkeys(labels)) if (hotkey === digit) commands.chooseLabel(id);
}

function isPlain(event: KeyboardEvent, key: string): boolean {
  return event.key.toLowerCase() === key && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const isOnCanvas = target?.matches('[data-canvas]') ?? false;
  if (event.key === 'Tab' && !isOnCanvas) return true;
  if (target === null || target === document.body || isOnCanvas) return false;
  if (target.closest(TYPING) !== null) return true;
  return (
    CONTROL_KEYS.has(event.key) &&
    target.closest('button, a, [role="slider"], [role="option"], [tabindex]') !== null
  );
}
