import { describe, expect, it } from 'vitest';
import { commandForKey, digitForKey, SHORTCUT_GROUPS } from './shortcuts';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('shortcuts', () => {
  it.each([
    [{ key: 'z', ctrlKey: true }, 'undo'],
    [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'redo'],
    [{ key: 'z', metaKey: true }, 'undo'],
    [{ key: 'y', ctrlKey: true }, 'redo'],
    [{ key: 'z' }, 'actualSize'],
    [{ key: 'h' }, 'toggleSelectedHidden'],
    [{ key: 'H', shiftKey: true }, 'toggleMasks'],
    [{ key: '?', shiftKey: true }, 'showShortcuts'],
    [{ key: 'Delete' }, 'deleteSelected'],
    [{ key: 'Tab', shiftKey: true }, 'selectPrevious'],
    [{ key: 'b' }, 'useBrushTool'],
    [{ key: '[' }, 'smallerBrush'],
    [{ key: 'O', shiftKey: true }, 'lessOpacity'],
    [{ key: 'q' }, null],
    [{ key: 'a', ctrlKey: true }, null],
    [{ key: 'd', altKey: true }, null],
  ] as const)('%j means %s', (event, command) => {
    expect(commandForKey({ ...plain, ...event })).toBe(command);
  });

  it('gives no key to two commands', () => {
    const keys = SHORTCUT_GROUPS.flatMap(({ shortcuts }) => shortcuts.flatMap((shortcut) => shortcut.keys));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('reads digits by their place, so that they work on keyboards where they need shift', () => {
    expect(digitForKey({ ...plain, code: 'Digit3' })).toBe('3');
    expect(digitForKey({ ...plain, code: 'Numpad9' })).toBe('9');
    expect(digitForKey({ ...plain, code: 'Digit0' })).toBeNull();
    expect(digitForKey({ ...plain, code: 'Digit1', ctrlKey: true })).toBeNull();
  });
});
