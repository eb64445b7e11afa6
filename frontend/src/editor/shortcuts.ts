/** Keys of the editor: one table that the keyboard handler and the shortcut sheet both read. */
import type { EditorCommandName } from './editorCommands';
import { OBJECT_ACTIONS } from './objectActions';

export interface Shortcut {
  /** As the sheet shows it; alternatives are further entries. */
  readonly keys: readonly string[];
  readonly command?: EditorCommandName;
  readonly text: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: 'Tools',
    shortcuts: [
      { keys: ['V'], command: 'useSelectTool', text: 'Select' },
      { keys: ['C'], command: 'useClickTool', text: 'Click: the model finds the mask' },
      { keys: ['S'], command: 'useScribbleTool', text: 'Scribble: lines over what belongs together' },
      { keys: ['X'], command: 'useBoxTool', text: 'Box: drag around an object' },
      { keys: ['W'], command: 'useBoundsTool', text: 'Bounding box: an object without a mask' },
      { keys: ['B'], command: 'useBrushTool', text: 'Brush' },
      { keys: ['E'], command: 'useEraserTool', text: 'Eraser' },
      { keys: ['P'], command: 'usePolygonTool', text: 'Polygon' },
      { keys: ['L'], command: 'useLassoTool', text: 'Lasso' },
      { keys: ['['], command: 'smallerBrush', text: 'Smaller brush' },
      { keys: [']'], command: 'largerBrush', text: 'Larger brush' },
      { keys: ['Shift + wheel'], text: 'Size of the brush' },
      { keys: ['T'], command: 'toggleSubtracting', text: 'Switch between adding and taking away' },
    ],
  },
  {
    title: 'With a tool',
    shortcuts: [
      { keys: ['Left click', 'Left drag'], text: 'Start an object, or work on the selected one' },
      {
        keys: ['Right button', 'Alt', 'Hold G'],
        text: 'The opposite: background, erase, take away',
      },
      { keys: ['Ctrl + click'], text: 'Select the object under the pointer' },
      { keys: ['Shift + click'], text: 'Brush: a straight line from where the last one ended' },
      { keys: ['Shift + drag'], text: 'Box: for the selected object' },
      {
        keys: ['Enter', 'N', 'Escape'],
        command: 'finishObject',
        text: 'Finish: what comes next starts a new object',
      },
      { keys: ['Enter (outline)', 'Double click'], text: 'Polygon: close it' },
      { keys: ['Backspace (outline)'], text: 'Polygon: take the last corner back' },
      { keys: ['Escape (drawing)'], text: 'Give up what is being drawn' },
    ],
  },
  {
    title: 'Objects',
    shortcuts: [
      { keys: ['1 … 9'], text: 'Active label; relabels the selected object' },
      { keys: ['Tab'], command: 'selectNext', text: 'Next object (while the canvas has the focus)' },
      { keys: ['Shift + Tab'], command: 'selectPrevious', text: 'Previous object' },
      { keys: ['H'], command: 'toggleSelectedHidden', text: 'Hide or show the selected object' },
      { keys: ['K'], command: 'toggleSelectedLocked', text: 'Lock or unlock the selected object' },
      { keys: ['Ctrl + Z'], command: 'undo', text: 'Undo' },
      { keys: ['Ctrl + Shift + Z', 'Ctrl + Y'], command: 'redo', text: 'Redo' },
    ],
  },
  {
    title: 'Selected objects',
    shortcuts: [
      { keys: ['Shift + click (select)'], text: 'Select one more, or one less' },
      ...OBJECT_ACTIONS.map(({ id, keys, text }) => ({ keys, text, command: id })),
      {
        keys: ['Shift + F10', 'ContextMenu', 'Right click (select)'],
        command: 'showObjectMenu',
        text: 'Menu of what can be done',
      },
      { keys: ['Alt + click (outline)'], text: 'Outline: take the handle out' },
    ],
  },
  {
    title: 'View',
    shortcuts: [
      { keys: ['Wheel'], text: 'Zoom to the pointer' },
      {
        keys: ['Space + drag', 'Middle button'],
        text: 'Move the image; a plain drag does too with Select and Click',
      },
      { keys: ['F', '0'], command: 'fit', text: 'Fit the image' },
      { keys: ['Z'], command: 'actualSize', text: 'Actual size' },
      { keys: ['+'], command: 'zoomIn', text: 'Zoom in' },
      { keys: ['-'], command: 'zoomOut', text: 'Zoom out' },
      { keys: ['O'], command: 'moreOpacity', text: 'More opaque masks' },
      { keys: ['Shift + O'], command: 'lessOpacity', text: 'More transparent masks' },
      { keys: ['Shift + H'], command: 'toggleMasks', text: 'Hide or show all masks' },
    ],
  },
  {
    title: 'Images',
    shortcuts: [
      { keys: ['ArrowRight', 'D'], command: 'nextImage', text: 'Next image' },
      { keys: ['ArrowLeft', 'A'], command: 'previousImage', text: 'Previous image' },
      { keys: ['F6'], command: 'switchFocus', text: 'Move the focus between canvas and panel' },
      { keys: ['?'], command: 'showShortcuts', text: 'This sheet' },
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
