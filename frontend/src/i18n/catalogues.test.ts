import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalogue, Message } from './catalogue';
import { CATALOGUES } from './catalogues';
import { en } from './en';
import { LANGUAGES, type Language } from './languages';

const ENGLISH = flat(en);

/** Messages by `area.name`. */
function flat(catalogue: Catalogue): Map<string, Message> {
  const entries = Object.entries(catalogue).flatMap(([area, messages]) =>
    Object.entries<Message>(messages).map(([name, message]): [string, Message] => [
      `${area}.${name}`,
      message,
    ]),
  );
  return new Map(entries);
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1])))].sort();
}

/** Texts of a message by plural form; a message without them has the form `other` alone. */
function forms(message: Message | undefined): [form: string, text: string][] {
  return typeof message === 'string' ? [['other', message]] : Object.entries(message ?? {});
}

function textOf(message: Message, form: string): string {
  return forms(message).find(([name]) => name === form)?.[1] ?? '';
}

describe.each(Object.keys(LANGUAGES) as Language[])('the catalogue of %s', async (language) => {
  const messages = flat(await CATALOGUES[language]());
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it('has every message of English and no other', () => {
    expect([...messages.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  });

  it('says something in every message, without blanks around it', () => {
    const bad = [...messages].filter(([, message]) =>
      forms(message).some(([, text]) => text === '' || text !== text.trim()),
    );
    expect(bad).toEqual([]);
  });

  it('has the plural forms that the language needs wherever English has some', () => {
    for (const [key, english] of ENGLISH) {
      const message = messages.get(key) ?? '';
      if (typeof english === 'string') expect(message, key).toBeTypeOf('string');
      else
        expect(
          forms(message)
            .map(([form]) => form)
            .sort(),
          key,
        ).toEqual([...needed].sort());
    }
  });

  it('has the placeholders of English; only the form for one may leave out the number', () => {
    for (const [key, english] of ENGLISH) {
      const wanted = placeholders(textOf(english, 'other'));
      for (const [form, text] of forms(messages.get(key))) {
        const mayLackCount = form === 'one' && !placeholders(text).includes('count');
        const expected = mayLackCount ? wanted.filter((name) => name !== 'count') : wanted;
        expect(placeholders(text), `${key} (${form})`).toEqual(expected);
      }
    }
  });

  it('has no brace that is no placeholder', () => {
    const bad = [...messages].filter(([, message]) =>
      forms(message).some(([, text]) => /[{}]/.test(text.replace(/\{\w+\}/g, ''))),
    );
    expect(bad).toEqual([]);
  });
});

it('holds no message that nothing says', () => {
  const root = join(import.meta.dirname, '..');
  const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/^i18n\/[\w-]+\/|\.test\./.test(name))
    .map((name) => readFileSync(join(root, name), 'utf8'))
    .join('\n');
  // Some areas are read by a name that is a value: `workflow.${state}`.
  const readByValue = new Set([...code.matchAll(/`(\w+)\.\$\{/g)].map((match) => match[1]));
  const unused = [...ENGLISH.keys()].filter(
    (key) => !readByValue.has(key.split('.')[0]) && !code.includes(`'${key}'`) && !code.includes(`"${key}"`),
  );
  expect(unused).toEqual([]);
});
