/** What a label must be before it is sent; the server holds the same rules and has the last word. */
import type { LabelFields } from '../../api/labels';
import type { Label } from '../../api/types';
import type { T } from '../../i18n/translate';

export type LabelErrors = Partial<Record<'name' | 'color' | 'hotkey', string>>;

const LONGEST_NAME = 100;

/** `others` are the labels of the project without the one in hand. */
export function labelErrors(fields: LabelFields, others: readonly Label[], t: T): LabelErrors {
  const errors: LabelErrors = {};
  const name = nameError(fields.name, others, t);
  const hotkey = hotkeyError(fields.hotkey, others, t);
  if (name) errors.name = name;
  if (hotkey) errors.hotkey = hotkey;
  if (!/^#[0-9a-f]{6}$/i.test(fields.color)) errors.color = t('settings.badColor');
  return errors;
}

/** The first digit that no label uses, or "". */
export function freeHotkey(labels: readonly Pick<Label, 'hotkey'>[]): string {
  const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  return digits.find((digit) => !labels.some((label) => label.hotkey === digit)) ?? '';
}

/** The labels with the one at `index` moved by `step`, and which of them need a new position. */
export function moved(
  labels: readonly Label[],
  index: number,
  step: -1 | 1,
): { order: Label[]; changed: Label[] } {
  const order = [...labels];
  const [label] = order.splice(index, 1);
  if (label) order.splice(Math.max(0, index + step), 0, label);
  const numbered = order.map((item, position) => ({ ...item, position }));
  const changed = numbered.filter(
    (item) => labels.find((before) => before.id === item.id)?.position !== item.position,
  );
  return { order: numbered, changed };
}

function nameError(name: string, others: readonly Label[], t: T): string | undefined {
  const wanted = name.trim();
  if (!wanted) return t('settings.noName');
  if (wanted.length > LONGEST_NAME)
    return t('settings.longName', { longest: LONGEST_NAME, length: wanted.length });
  const same = others.find((other) => other.name.toLowerCase() === wanted.toLowerCase());
  return same && t('settings.nameTaken', { label: same.name });
}

function hotkeyError(hotkey: string, others: readonly Label[], t: T): string | undefined {
  if (hotkey === '') return undefined;
  if (!/^[1-9]$/.test(hotkey)) return t('settings.badHotkey');
  const same = others.find((other) => other.hotkey === hotkey);
  return same && t('settings.hotkeyTaken', { label: same.name });
}
