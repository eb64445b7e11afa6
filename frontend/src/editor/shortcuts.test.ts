import { describe, expect, it } from 'vitest';
import { bindingFor, isDrawing, keyBindings } from './keyBindings';
import { digitForKey, pressedKey } from './pressedKey';
import { SHORTCUT_GROUPS } from './shortcuts';

const plain = { code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

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
    [{ key: ' ' }, 'holdToMove'],
    [{ key: 'g' }, 'holdForOpposite'],
    [{ key: 'ArrowLeft' }, 'crosshairLeft'],
    [{ key: 'ArrowLeft', shiftKey: true }, 'crosshairFarLeft'],
    [{ key: 'j' }, 'nextUnsure'],
    [{ key: 'a', ctrlKey: true }, null],
    [{ key: 'd', altKey: true }, null],
  ] as const)('%j means %s', (event, command) => {
    const key = pressedKey({ ...plain, ...event });
    expect(bindingFor(keyBindings({}), key ?? '', 'anywhere')).toBe(command);
  });

  it('gives no key to two commands', () => {
    const keys = SHORTCUT_GROUPS.flatMap(({ shortcuts }) =>
      shortcuts.flatMap(({ command, keys: own }) =>
        command !== undefined && isDrawing(command) ? own.map((key) => `${key} (drawing)`) : own,
      ),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('reads digits by their place, so that they work on keyboards where they need shift', () => {
    expect(digitForKey({ ...plain, code: 'Digit3' })).toBe('3');
    expect(digitForKey({ ...plain, code: 'Numpad9' })).toBe('9');
    expect(digitForKey({ ...plain, code: 'Digit0' })).toBeNull();
    expect(digitForKey({ ...plain, code: 'Digit1', ctrlKey: true })).toBeNull();
  });
});
