import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BOUND,
  bindingFor,
  type ChangedKeys,
  holderOf,
  isDrawing,
  keyBindings,
  rebound,
  restored,
  unbound,
} from './keyBindings';

describe('changing keys', () => {
  it('gives a free key to a command, and keeps only what differs from the table', () => {
    const changed = rebound({}, 'undo', 'Ctrl + Z', 'Shift + J');
    expect(changed).toEqual({ undo: ['Shift + J'] });
    expect(bindingFor(keyBindings(changed), 'Shift + J', 'anywhere')).toBe('undo');
    expect(bindingFor(keyBindings(changed), 'Ctrl + Z', 'anywhere')).toBeNull();
    expect(rebound(changed, 'undo', 'Shift + J', 'Ctrl + Z')).toEqual({});
  });

  it('swaps with a command that has no other key', () => {
    const changed = rebound({}, 'useBrushTool', 'B', 'E');
    expect(changed).toEqual({ useBrushTool: ['E'], useEraserTool: ['B'] });
  });

  it('takes a key from a command that has another one', () => {
    expect(rebound({}, 'useBrushTool', 'B', 'N')).toEqual({
      useBrushTool: ['N'],
      finishObject: ['Enter', 'Escape'],
    });
  });

  it('lets a key of drawings mean something else besides', () => {
    expect(holderOf(keyBindings({}), 'closeDrawing', 'N')).toBeNull();
    expect(holderOf(keyBindings({}), 'giveUp', 'Enter')).toBe('closeDrawing');
    const changed = rebound({}, 'closeDrawing', 'Enter', 'N');
    expect(bindingFor(keyBindings(changed), 'N', 'anywhere')).toBe('finishObject');
    expect(bindingFor(keyBindings(changed), 'N', 'drawing')).toBe('closeDrawing');
  });

  it('leaves a command without any key, and gives it its own ones back', () => {
    const none = unbound({}, 'fit', '0');
    expect(unbound(none, 'fit', 'F')).toEqual({ fit: [] });
    const taken = rebound(unbound(none, 'fit', 'F'), 'zoomIn', '+', 'F');
    expect(restored(taken, 'fit')).toEqual({ zoomIn: [] });
  });

  it('does not mind commands that it does not know', () => {
    const keys = keyBindings({ 'of another version': ['Q'], undo: ['U'] });
    expect(bindingFor(keys, 'Q', 'anywhere')).toBe('pressAtCrosshair');
    expect(keys.size).toBe(BOUND.length);
  });

  it('leaves a key to the person who chose it before the table gave it to something else', () => {
    const keys = keyBindings({ useBrushTool: ['N'] });
    expect(bindingFor(keys, 'N', 'anywhere')).toBe('useBrushTool');
    expect(keys.get('finishObject')).toEqual(['Enter', 'Escape']);
    expect(keyBindings({ useBrushTool: ['E'] }).get('useEraserTool')).toEqual([]);
    expect(keyBindings({ useBrushTool: ['Enter'] }).get('closeDrawing')).toContain('Enter');
  });

  it('gives the key of the table back once the person lets go of it', () => {
    const taken = { useBrushTool: ['E'] };
    expect(keyBindings(restored(taken, 'useBrushTool')).get('useEraserTool')).toEqual(['E']);
    expect(keyBindings(restored(taken, 'useEraserTool')).get('useEraserTool')).toEqual(['E']);
  });

  it('never gives one key to two commands, whatever is changed', () => {
    const commands = BOUND.map(({ command }) => command);
    const keys = [...new Set(BOUND.flatMap((shortcut) => shortcut.keys)), 'Shift + J', 'I'];
    const step = fc.record({
      kind: fc.constantFrom('rebind', 'add', 'remove', 'restore'),
      command: fc.constantFrom(...commands),
      key: fc.constantFrom(...keys),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let changed: ChangedKeys = {};
        for (const { kind, command, key } of steps) {
          const [first = null] = keyBindings(changed).get(command) ?? [];
          if (kind === 'restore') changed = restored(changed, command);
          else if (kind === 'remove' && first !== null) changed = unbound(changed, command, first);
          else changed = rebound(changed, command, kind === 'add' ? null : first, key);
        }
        for (const drawing of [true, false]) {
          const all = [...keyBindings(changed)].flatMap(([command, own]) =>
            isDrawing(command) === drawing ? own : [],
          );
          expect(new Set(all).size).toBe(all.length);
        }
      }),
    );
  });
});
