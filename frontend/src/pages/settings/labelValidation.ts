/** What a label must be before it is sent; the server holds the same rules and has the last word. */
import type { LabelFields } from '../../api/labels';
import type { Label } from '../../api/types';

export type LabelErrors = Partial<Record<'name' | 'color' | 'hotkey', string>>;

const LONGEST_NAME = 100;

/** `others` are the labels of the project without the one in hand. */
export function labelErrors(fields: LabelFields, others: readonly Label[]): LabelErrors {
  const errors: LabelErrors = {};
  const name = nameError(fields.name, others);
  const hotkey = hotkeyError(fields.hotkey, others);
  if (name) errors.name = name;
  if (hotkey) errors.hotkey = hotkey;
  if (!/^#[0-9a-f]{6}$/i.test(fields.color))
    errors.color = 'A colour is # and six hexadecimal digits, like #e6194b.';
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

function nameError(name: string, others: readonly Label[]): string | undefined {
  const wanted = name.trim();
  if (!wanted) return 'A label needs a name.';
  if (wanted.length > LONGEST_NAME)
    return `A name has at most ${LONGEST_NAME} characters; this one has ${wanted.length}.`;
  const same = others.find((other) => other.name.toLowerCase() === wanted.toLowerCase());
  return same && `The project has a label “${same.name}” already.`;
}

function hotkeyError(hotkey: string, others: readonly Label[]): string | undefined {
  if (hotkey === '') return undefined;
  if (!/^[1-9]$/.test(hotkey)) return 'A hot key is one digit from 1 to 9; letters are keys of the editor.';
  const same = others.find((other) => other.hotkey === hotkey);
  return same && `“${same.name}” has this key already.`;
}
