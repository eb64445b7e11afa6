/** Keys of the editor: one table that the keyboard handler and the shortcut sheet both read. */
import type { PlainKey } from '../i18n/catalogue';
import type { EditorCommandName } from './editorCommands';
import { OBJECT_ACTIONS } from './objectActions';

export interface Shortcut {
  /** In English, as `keyText` translates it; alternatives are further entries. */
  readonly keys: readonly string[];
  readonly command?: EditorCommandName;
  readonly text: PlainKey;
}

export interface ShortcutGroup {
  readonly title: PlainKey;
  readonly shortcuts: readonly Shortcut[];
}

export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: 'tools.rail',
    shortcuts: [
      { keys: ['V'], command: 'useSelectTool', text: 'tools.select' },
      { keys: ['C'], command: 'useClickTool', text: 'shortcuts.clickTool' },
      { keys: ['S'], command: 'useScribbleTool', text: 'shortcuts.scribbleTool' },
      { keys: ['X'], command: 'useBoxTool', text: 'shortcuts.boxTool' },
      { keys: ['W'], command: 'useBoundsTool', text: 'tools.bounds' },
      { keys: ['B'], command: 'useBrushTool', text: 'tools.brush' },
      { keys: ['E'], command: 'useEraserTool', text: 'tools.eraser' },
      { keys: ['P'], command: 'usePolygonTool', text: 'tools.polygon' },
      { keys: ['L'], command: 'useLassoTool', text: 'tools.lasso' },
      { keys: ['['], command: 'smallerBrush', text: 'shortcuts.smallerBrush' },
      { keys: [']'], command: 'largerBrush', text: 'shortcuts.largerBrush' },
      { keys: ['Shift + wheel'], text: 'shortcuts.brushSize' },
      { keys: ['T'], command: 'toggleSubtracting', text: 'shortcuts.toggleSubtracting' },
    ],
  },
  {
    title: 'shortcuts.withTool',
    shortcuts: [
      { keys: ['Left click', 'Left drag'], text: 'shortcuts.startObject' },
      {
        keys: ['Right button', 'Alt', 'Hold G'],
        text: 'shortcuts.opposite',
      },
      { keys: ['Ctrl + click'], text: 'shortcuts.selectUnder' },
      { keys: ['Shift + click'], text: 'shortcuts.straightLine' },
      { keys: ['Shift + drag'], text: 'shortcuts.boxForSelected' },
      {
        keys: ['Enter', 'N', 'Escape'],
        command: 'finishObject',
        text: 'shortcuts.finish',
      },
      { keys: ['Enter (outline)', 'Double click'], text: 'shortcuts.closePolygon' },
      { keys: ['Backspace (outline)'], text: 'shortcuts.takeCornerBack' },
      { keys: ['Escape (drawing)'], text: 'shortcuts.giveUp' },
    ],
  },
  {
    title: 'shortcuts.objects',
    shortcuts: [
      { keys: ['1 … 9'], text: 'shortcuts.activeLabel' },
      { keys: ['Tab'], command: 'selectNext', text: 'shortcuts.nextObject' },
      { keys: ['Shift + Tab'], command: 'selectPrevious', text: 'shortcuts.previousObject' },
      { keys: ['H'], command: 'toggleSelectedHidden', text: 'shortcuts.hideSelected' },
      { keys: ['K'], command: 'toggleSelectedLocked', text: 'shortcuts.lockSelected' },
      { keys: ['Ctrl + Z'], command: 'undo', text: 'editor.undo' },
      { keys: ['Ctrl + Shift + Z', 'Ctrl + Y'], command: 'redo', text: 'editor.redo' },
    ],
  },
  {
    title: 'editor.selectedObjects',
    shortcuts: [
      { keys: ['Shift + click (select)'], text: 'shortcuts.selectMore' },
      ...OBJECT_ACTIONS.map(({ id, keys, text }) => ({ keys, text, command: id })),
      {
        keys: ['Shift + F10', 'ContextMenu', 'Right click (select)'],
        command: 'showObjectMenu',
        text: 'shortcuts.menu',
      },
      { keys: ['Alt + click (outline)'], text: 'shortcuts.removeHandle' },
    ],
  },
  {
    title: 'shortcuts.view',
    shortcuts: [
      { keys: ['Wheel'], text: 'shortcuts.zoom' },
      { keys: ['Space + drag', 'Middle button'], text: 'shortcuts.move' },
      { keys: ['F', '0'], command: 'fit', text: 'editor.fit' },
      { keys: ['Z'], command: 'actualSize', text: 'editor.actualSize' },
      { keys: ['+'], command: 'zoomIn', text: 'editor.zoomIn' },
      { keys: ['-'], command: 'zoomOut', text: 'editor.zoomOut' },
      { keys: ['O'], command: 'moreOpacity', text: 'shortcuts.moreOpacity' },
      { keys: ['Shift + O'], command: 'lessOpacity', text: 'shortcuts.lessOpacity' },
      { keys: ['Shift + H'], command: 'toggleMasks', text: 'shortcuts.toggleMasks' },
    ],
  },
  {
    title: 'shortcuts.images',
    shortcuts: [
      { keys: ['ArrowRight', 'D'], command: 'nextImage', text: 'editor.nextImage' },
      { keys: ['ArrowLeft', 'A'], command: 'previousImage', text: 'editor.previousImage' },
      { keys: ['F6'], command: 'switchFocus', text: 'shortcuts.switchFocus' },
      { keys: ['?'], command: 'showShortcuts', text: 'shortcuts.sheet' },
    ],
  },
];

type KeyFacts = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const COMMANDS = new Map<string, EditorCommandName>();
for (const { shortcuts } of SHORTCUT_GROUPS) {
  for (const { keys, command } of shortcuts) {
    if (command !== undefined) for (const key of keys) COMMANDS.set(key.toLowerCase(), command);
  }
}

/** The command for a key press, null when it means nothing here. The command key of a Mac counts as control. */
export function commandForKey({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
}: KeyFacts): EditorCommandName | null {
  if (altKey) return null;
  const isLetter = /^[a-z]$/i.test(key);
  // With anything but letters and named keys, shift is already part of the character ("?", "+").
  const hasShift = shiftKey && (isLetter || key.length > 1);
  const name = `${ctrlKey || metaKey ? 'ctrl + ' : ''}${hasShift ? 'shift + ' : ''}${key.toLowerCase()}`;
  return COMMANDS.get(name === '=' ? '+' : name) ?? null;
}

/** '1' ... '9' for a digit key, wherever the layout has it; null otherwise. */
export function digitForKey(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? null;
}
