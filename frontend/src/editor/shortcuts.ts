/** Keys and gestures of the editor: the one table that the keyboard, the sheet of keys and the palette read. */
import type { PlainKey } from '../i18n/catalogue';
import type { EditorCommandName } from './editorCommands';
import { OBJECT_ACTIONS } from './objectActions';

/** Keys that count for as long as they are held. */
export type HeldBinding = 'holdToMove' | 'holdForOpposite';
/** Keys of a drawing that has been begun, before they mean anything else. */
export type DrawingBinding = 'closeDrawing' | 'takeBack' | 'giveUp';
/** What a key can be bound to. */
export type Binding = EditorCommandName | HeldBinding | DrawingBinding;

export interface Shortcut {
  /** What its keys do; without one it is a gesture only. */
  readonly command?: Binding;
  /** As they are without a person's own choice, in the words that `keyText` translates. */
  readonly keys: readonly string[];
  /** What the mouse does for it. */
  readonly gestures?: readonly string[];
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
      { keys: [], gestures: ['Shift + wheel'], text: 'shortcuts.brushSize' },
      { keys: ['T'], command: 'toggleSubtracting', text: 'shortcuts.toggleSubtracting' },
    ],
  },
  {
    title: 'shortcuts.withTool',
    shortcuts: [
      { keys: [], gestures: ['Left click', 'Left drag'], text: 'shortcuts.startObject' },
      {
        keys: ['G'],
        command: 'holdForOpposite',
        gestures: ['Right button', 'Alt'],
        text: 'shortcuts.opposite',
      },
      { keys: [], gestures: ['Long press'], text: 'touch.background' },
      { keys: [], gestures: ['Ctrl + click'], text: 'shortcuts.selectUnder' },
      { keys: [], gestures: ['Shift + click'], text: 'shortcuts.straightLine' },
      { keys: [], gestures: ['Shift + drag'], text: 'shortcuts.boxForSelected' },
      { keys: ['Enter', 'N', 'Escape'], command: 'finishObject', text: 'shortcuts.finish' },
      {
        keys: ['Enter'],
        command: 'closeDrawing',
        gestures: ['Double click'],
        text: 'shortcuts.closePolygon',
      },
      { keys: ['Backspace'], command: 'takeBack', text: 'shortcuts.takeCornerBack' },
      { keys: ['Escape'], command: 'giveUp', text: 'shortcuts.giveUp' },
    ],
  },
  {
    title: 'keyboard.crosshair',
    shortcuts: [
      { keys: ['ArrowLeft'], command: 'crosshairLeft', text: 'keyboard.left' },
      { keys: ['ArrowRight'], command: 'crosshairRight', text: 'keyboard.right' },
      { keys: ['ArrowUp'], command: 'crosshairUp', text: 'keyboard.up' },
      { keys: ['ArrowDown'], command: 'crosshairDown', text: 'keyboard.down' },
      { keys: ['Shift + ArrowLeft'], command: 'crosshairFarLeft', text: 'keyboard.farLeft' },
      { keys: ['Shift + ArrowRight'], command: 'crosshairFarRight', text: 'keyboard.farRight' },
      { keys: ['Shift + ArrowUp'], command: 'crosshairFarUp', text: 'keyboard.farUp' },
      { keys: ['Shift + ArrowDown'], command: 'crosshairFarDown', text: 'keyboard.farDown' },
      { keys: ['Q'], command: 'pressAtCrosshair', text: 'keyboard.press' },
      { keys: ['Shift + Q'], command: 'pressOppositeAtCrosshair', text: 'keyboard.pressOpposite' },
      { keys: ['Shift + C'], command: 'toggleCrosshair', text: 'keyboard.toggle' },
    ],
  },
  {
    title: 'shortcuts.objects',
    shortcuts: [
      { keys: [], gestures: ['1 … 9'], text: 'shortcuts.activeLabel' },
      { keys: ['Tab'], command: 'selectNext', text: 'shortcuts.nextObject' },
      { keys: ['Shift + Tab'], command: 'selectPrevious', text: 'shortcuts.previousObject' },
      { keys: ['J'], command: 'nextUnsure', text: 'unsure.next' },
      { keys: ['H'], command: 'toggleSelectedHidden', text: 'shortcuts.hideSelected' },
      { keys: ['Shift + A'], command: 'focusAttributes', text: 'attributes.focus' },
      { keys: ['K'], command: 'toggleSelectedLocked', text: 'shortcuts.lockSelected' },
      { keys: ['Shift + K'], command: 'protectTrimmed', text: 'trims.protectKey' },
      { keys: ['Shift + T'], command: 'takeOver', text: 'leases.takeOverKey' },
      { keys: ['Ctrl + Z'], command: 'undo', text: 'editor.undo' },
      { keys: ['Ctrl + Shift + Z', 'Ctrl + Y'], command: 'redo', text: 'editor.redo' },
    ],
  },
  {
    title: 'editor.selectedObjects',
    shortcuts: [
      { keys: [], gestures: ['Shift + click (select)'], text: 'shortcuts.selectMore' },
      ...OBJECT_ACTIONS.map(({ id, keys, text }) => ({ keys, text, command: id })),
      {
        keys: ['Shift + F10', 'ContextMenu'],
        gestures: ['Right click (select)', 'Long press (select)'],
        command: 'showObjectMenu',
        text: 'shortcuts.menu',
      },
      { keys: [], gestures: ['Alt + click (outline)'], text: 'shortcuts.removeHandle' },
    ],
  },
  {
    title: 'shortcuts.view',
    shortcuts: [
      { keys: [], gestures: ['Wheel'], text: 'shortcuts.zoom' },
      { keys: [], gestures: ['Two fingers'], text: 'touch.moveAndZoom' },
      { keys: ['Space'], command: 'holdToMove', gestures: ['Middle button'], text: 'shortcuts.move' },
      { keys: ['F', '0'], command: 'fit', text: 'editor.fit' },
      { keys: ['Z'], command: 'actualSize', text: 'editor.actualSize' },
      { keys: ['+'], command: 'zoomIn', text: 'editor.zoomIn' },
      { keys: ['-'], command: 'zoomOut', text: 'editor.zoomOut' },
      { keys: ['O'], command: 'moreOpacity', text: 'shortcuts.moreOpacity' },
      { keys: ['Shift + O'], command: 'lessOpacity', text: 'shortcuts.lessOpacity' },
      { keys: ['Shift + H'], command: 'toggleMasks', text: 'shortcuts.toggleMasks' },
      { keys: ['Y'], command: 'toggleOutlines', text: 'display.outlines' },
      { keys: ['I'], command: 'toggleSolo', text: 'display.solo' },
      { keys: ['Shift + Z'], command: 'resetPhoto', text: 'display.resetPhoto' },
    ],
  },
  {
    title: 'shortcuts.images',
    shortcuts: [
      { keys: ['D', 'PageDown'], command: 'nextImage', text: 'editor.nextImage' },
      { keys: ['A', 'PageUp'], command: 'previousImage', text: 'editor.previousImage' },
      { keys: ['Shift + D'], command: 'nextUnfinished', text: 'palette.nextUnfinished' },
      { keys: ['Shift + X'], command: 'showFlag', text: 'marks.flagButton' },
      { keys: ['Shift + L'], command: 'focusTags', text: 'marks.focusTags' },
      { keys: ['Shift + M'], command: 'beginComment', text: 'comments.begin' },
      { keys: ['Shift + Y'], command: 'toggleComments', text: 'comments.title' },
      { keys: ['Shift + P'], command: 'togglePins', text: 'comments.togglePins' },
      { keys: ['Shift + B'], command: 'toggleHistory', text: 'history.title' },
      { keys: ['Shift + V'], command: 'restoreShown', text: 'history.goBackToShown' },
      { keys: ['Ctrl + Enter'], command: 'submit', text: 'keyboard.submit' },
      { keys: ['F6'], command: 'nextRegion', text: 'keyboard.nextRegion' },
      { keys: ['Shift + F6'], command: 'previousRegion', text: 'keyboard.previousRegion' },
      { keys: ['Shift + G'], command: 'showGuidelines', text: 'guidelines.title' },
      { keys: ['Ctrl + K'], command: 'showPalette', text: 'palette.open' },
      { keys: ['?'], command: 'showShortcuts', text: 'shortcuts.sheet' },
    ],
  },
];
