/** Values of an object's attributes beside what its label asks for. Pure. */
import type { Attribute } from '../api/types';

export type Value = string | number | boolean | null;
export type Attributes = Readonly<Record<string, unknown>>;

/** The object's own, else the default; null for none. */
export function attributeValue({ name, default: fallback }: Attribute, attributes: Attributes): Value {
  return (attributes[name] ?? fallback ?? null) as Value;
}

/** All that the schema asks for with one value changed, as `set` takes it; null where nothing changes. */
export function changedAttributes(
  schema: readonly Attribute[],
  attributes: Attributes,
  changed: Attribute,
  value: Value,
): Attributes | null {
  if (attributeValue(changed, attributes) === value) return null;
  const kept = schema
    .filter(({ name }) => name !== changed.name && attributes[name] !== undefined)
    .map(({ name }) => [name, attributes[name]]);
  return Object.fromEntries(value === null ? kept : [...kept, [changed.name, value]]);
}

/** Required ones that are empty. */
export function missingAttributes(schema: readonly Attribute[], attributes: Attributes): string[] {
  const empty = schema.filter(
    (each) => each.required && ['', null].includes(attributeValue(each, attributes) as string | null),
  );
  return empty.map(({ name }) => name);
}
