/**
 * What a message catalogue holds, as types: English names the messages and their placeholders, every other language
 * has to hold exactly the same ones, and `tsc` says where it does not.
 */
import type { English } from './en';

/** Text for each plural form (Intl.PluralRules), with `{count}` where the number goes. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export type Message = string | PluralForms;

/** All messages of one language: by area (one file each), then by name. */
export type Catalogue = {
  readonly [A in keyof English]: { readonly [N in keyof English[A]]: Message };
};

type Translation<Area, Plural> = {
  readonly [N in keyof Area]: Area[N] extends string ? string : Plural;
};

/** One area in German, in Spanish …: `export const login: German<typeof en> = {…}`. */
export type German<Area> = Translation<Area, Readonly<Record<'one' | 'other', string>>>;
/** `many` is for millions: "1.000.000 de imágenes". */
export type Spanish<Area> = Translation<Area, Readonly<Record<'one' | 'many' | 'other', string>>>;
/** Neither Chinese nor Japanese has plural forms: one text says it all. */
export type Chinese<Area> = Translation<Area, string>;
export type Japanese<Area> = Translation<Area, string>;

/** The name of a message: `area.name`. */
export type MessageKey = {
  [A in keyof English]: `${A}.${keyof English[A] & string}`;
}[keyof English];

type MessageOf<K> = K extends `${infer A}.${infer N}`
  ? A extends keyof English
    ? N extends keyof English[A]
      ? English[A][N]
      : never
    : never
  : never;

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** Names of the placeholders; a message with plural forms always needs `count`. */
export type PlaceholderOf<K extends MessageKey> =
  MessageOf<K> extends infer M
    ? M extends string
      ? Placeholder<M>
      : 'count' | Placeholder<M[keyof M]>
    : never;

/** Messages that need no values: what a table of names may refer to. */
export type PlainKey = { [K in MessageKey]: [PlaceholderOf<K>] extends [never] ? K : never }[MessageKey];
