/** Which key does what: the table of shortcuts with a person's own choices put over it. Pure. */
import {
  type Binding,
  type DrawingBinding,
  type HeldBinding,
  SHORTCUT_GROUPS,
  type Shortcut,
} from './shortcuts';

/** Keys by what they do; of several keys the first is the one that buttons name. */
export type KeyBindings = ReadonlyMap<Binding, readonly string[]>;
/** The bindings that a person has changed, as the account keeps them. */
export type ChangedKeys = Readonly<Record<string, readonly string[]>>;
type BoundShortcut = Shortcut & { readonly command: Binding };

const DRAWING: ReadonlySet<Binding> = new Set<DrawingBinding>(['closeDrawing', 'takeBack', 'giveUp']);
const HELD: ReadonlySet<Binding> = new Set<HeldBinding>(['holdToMove', 'holdForOpposite']);

/** What the table binds, in its order. */
export const BOUND: readonly BoundShortcut[] = SHORTCUT_GROUPS.flatMap(({ shortcuts }) =>
  shortcuts.filter((shortcut): shortcut is BoundShortcut => shortcut.command !== undefined),
);
const DEFAULTS: KeyBindings = new Map(BOUND.map(({ command, keys }) => [command, keys]));

export function isDrawing(command: Binding): command is DrawingBinding {
  return DRAWING.has(command);
}

export function isHeld(command: Binding): command is HeldBinding {
  return HELD.has(command);
}

/**
 * Choices for what this version does not know count for nothing. A key that a person has chosen is theirs: what has it
 * by the table, since a later version, goes without.
 */
export function keyBindings(changed: ChangedKeys): KeyBindings {
  const chosen = { drawing: new Set<string>(), anywhere: new Set<string>() };
  for (const { command } of BOUND)
    for (const key of changed[command] ?? []) chosen[situationOf(command)].add(key);
  return new Map(
    BOUND.map(({ command, keys }) => [
      command,
      changed[command] ?? keys.filter((key) => !chosen[situationOf(command)].has(key)),
    ]),
  );
}

function situationOf(command: Binding): 'drawing' | 'anywhere' {
  return isDrawing(command) ? 'drawing' : 'anywhere';
}

/** What a key does: in a drawing that has been begun, or anywhere. */
export function bindingFor(
  bindings: KeyBindings,
  key: string,
  situation: 'drawing' | 'anywhere',
): Binding | null {
  for (const [command, keys] of bindings) {
    if (situationOf(command) === situation && keys.includes(key)) return command;
  }
  return null;
}

/** What else has the key where `command` would need it. */
export function holderOf(bindings: KeyBindings, command: Binding, key: string): Binding | null {
  const others = new Map([...bindings].filter(([other]) => other !== command));
  return bindingFor(others, key, situationOf(command));
}

/**
 * `command` gets `key` in the place of `old` (null: beside its others). Whatever had the key loses it, and where that
 * was its only one gets `old` for it.
 */
export function rebound(
  changed: ChangedKeys,
  command: Binding,
  old: string | null,
  key: string,
): ChangedKeys {
  const bindings = keyBindings(changed);
  const own = bindings.get(command) ?? [];
  const replaced = old === null ? [...own, key] : own.map((each) => (each === old ? key : each));
  const result = withKeys(changed, command, [...new Set(replaced)]);
  const holder = holderOf(bindings, command, key);
  if (holder === null) return result;
  const rest = (bindings.get(holder) ?? []).filter((each) => each !== key);
  return withKeys(result, holder, rest.length === 0 && old !== null ? [old] : rest);
}

/** `command` loses a key. */
export function unbound(changed: ChangedKeys, command: Binding, key: string): ChangedKeys {
  const own = keyBindings(changed).get(command) ?? [];
  return withKeys(
    changed,
    command,
    own.filter((each) => each !== key),
  );
}

/** `command` gets its keys of the table back; others that have taken them since lose them. */
export function restored(changed: ChangedKeys, command: Binding): ChangedKeys {
  const { [command]: _, ...others } = changed;
  return (DEFAULTS.get(command) ?? []).reduce<ChangedKeys>((result, key) => {
    const holder = holderOf(keyBindings(result), command, key);
    return holder === null ? result : unbound(result, holder, key);
  }, others);
}

function withKeys(changed: ChangedKeys, command: Binding, keys: readonly string[]): ChangedKeys {
  const { [command]: _, ...others } = changed;
  const usual = DEFAULTS.get(command) ?? [];
  const isUsual = usual.length === keys.length && usual.every((key, index) => key === keys[index]);
  return isUsual ? others : { ...others, [command]: keys };
}
