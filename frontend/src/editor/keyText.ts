/** "Ctrl + Z" as the reader's keyboard and language name it. */
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';

const NAMES: Readonly<Record<string, PlainKey>> = {
  'Left click': 'shortcuts.leftClick',
  'Right click': 'shortcuts.rightClick',
  click: 'shortcuts.click',
  drag: 'shortcuts.drag',
  Drag: 'shortcuts.dragAlone',
  Wheel: 'shortcuts.wheel',
  'Middle button': 'shortcuts.middleButton',
  Ctrl: 'shortcuts.ctrl',
  Shift: 'shortcuts.shift',
  Alt: 'shortcuts.alt',
  Enter: 'shortcuts.enter',
  Escape: 'shortcuts.escape',
  Delete: 'shortcuts.delete',
  Backspace: 'shortcuts.backspace',
  Tab: 'shortcuts.tab',
  Space: 'shortcuts.space',
};

const SIGNS: Readonly<Record<string, string>> = { ArrowRight: '→', ArrowLeft: '←' };

/** `key` as the table of shortcuts has it: keys and gestures, joined by " + ". */
export function keyText(key: string, t: T): string {
  return key
    .split(' + ')
    .map((part) => nameOf(part, t))
    .join(' + ');
}

/** "Undo (Ctrl + Z)" */
export function withKey(label: string, key: string, t: T): string {
  return `${label} (${keyText(key, t)})`;
}

function nameOf(part: string, t: T): string {
  const held = /^Hold (.+)$/.exec(part)?.[1];
  if (held !== undefined) return t('shortcuts.hold', { key: held });
  const name = NAMES[part];
  return name === undefined ? (SIGNS[part] ?? part) : t(name);
}
