/** What the attributes of a label must be before they are sent; the server holds the same rules. Pure. */
import type { Attribute, AttributeType } from '../../api/types';
import type { T } from '../../i18n/translate';

export const ATTRIBUTE_TYPES: readonly AttributeType[] = ['text', 'number', 'select', 'checkbox'];
export const MOST_ATTRIBUTES = 30;
export const LONGEST_ATTRIBUTE_NAME = 50;

export interface AttributeErrors {
  readonly name?: string;
  readonly options?: string;
}

export function newAttribute(): Attribute {
  return { name: '', type: 'text', options: [], default: null, required: false };
}

/** Another type, whose default the one before cannot be. */
export function withType(attribute: Attribute, type: AttributeType): Attribute {
  return { ...attribute, type, default: null };
}

/** A default that is no option any more goes. */
export function withOptions(attribute: Attribute, options: string[]): Attribute {
  const isKept = options.some((option) => option === attribute.default);
  return { ...attribute, options, default: isKept ? attribute.default : null };
}

/** One entry for each attribute, empty where nothing is wrong. */
export function attributeErrors(schema: readonly Attribute[], t: T): AttributeErrors[] {
  const keys = schema.map(({ name }) => name.trim().toLowerCase());
  return schema.map(({ type, options }, place) => {
    const name = nameError(keys, place, t);
    const isEmpty = type === 'select' && options.length === 0;
    return { ...(name ? { name } : {}), ...(isEmpty ? { options: t('attributes.noOptions') } : {}) };
  });
}

export function hasErrors(errors: readonly AttributeErrors[]): boolean {
  return errors.some((each) => Object.keys(each).length > 0);
}

function nameError(keys: readonly string[], place: number, t: T): string | undefined {
  const key = keys[place] ?? '';
  if (key === '') return t('attributes.noName');
  if (key.length > LONGEST_ATTRIBUTE_NAME)
    return t('attributes.longName', { longest: LONGEST_ATTRIBUTE_NAME });
  return keys.indexOf(key) < place ? t('attributes.twice') : undefined;
}
