/** "Ctrl + Z" as the reader's keyboard and language name it. */
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';

const NAMES: Readonly<Record<string, PlainKey>> = {
  'Left click': 'shortcuts.leftClick',
  'Left drag': 'shortcuts.leftDrag',
  'Right click': 'shortcuts.rightClick',
  'Right button': 'shortcuts.rightButton',
  'Double click': 'shortcuts.doubleClick',
  click: 'shortcuts.click',
  drag: 'shortcuts.drag',
  Wheel: 'shortcuts.wheel',
  wheel: 'shortcuts.wheelWith',
  'Middle button': 'shortcuts.middleButton',
  'Long press': 'touch.longPress',
  'Two fingers': 'touch.twoFingers',
  Ctrl: 'shortcuts.ctrl',
  Shift: 'shortcuts.shift',
  Alt: 'shortcuts.alt',
  Enter: 'shortcuts.enter',
  Escape: 'shortcuts.escape',
  Delete: 'shortcuts.delete',
  Backspace: 'shortcuts.backspace',
  Tab: 'shortcuts.tab',
  Space: 'shortcuts.space',
  ContextMenu: 'shortcuts.menuKey',
  PageUp: 'keyboard.pageUp',
  PageDown: 'keyboard.pageDown',
  Home: 'keyboard.home',
  End: 'keyboard.end',
  Insert: 'keyboard.insert',
};

const SIGNS: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** When a key means this, where it means something else besides. */
const SITUATIONS = {
  select: 'shortcuts.whileSelecting',
  outline: 'shortcuts.whileOutlining',
  drawing: 'shortcuts.whileDrawing',
} as const;

/** `key` as the table of shortcuts has it: keys and gestures, joined by " + ", perhaps with "(when)" after them. */
export function keyText(key: string, t: T): string {
  const [, alone = key, when] = /^(.+) \((select|outline|drawing)\)$/.exec(key) ?? [];
  const keys = alone
    .split(' + ')
    .map((part) => nameOf(part, t))
    .join(' + ');
  return when === undefined ? keys : t(SITUATIONS[when as keyof typeof SITUATIONS], { keys });
}

/** "Undo (Ctrl + Z)"; without a key the label alone. */
export function withKey(label: string, key: string | undefined, t: T): string {
  return key === undefined ? label : `${label} (${keyText(key, t)})`;
}

function nameOf(part: string, t: T): string {
  const held = /^Hold (.+)$/.exec(part)?.[1];
  if (held !== undefined) return t('shortcuts.hold', { key: nameOf(held, t) });
  const name = NAMES[part];
  return name === undefined ? (SIGNS[part] ?? part) : t(name);
}
