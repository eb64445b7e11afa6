import { describe, expect, it } from 'vitest';
import type { Catalogue, German } from './catalogue';
import { en } from './en';
import { createT } from './translate';

const t = createT('en', en);

describe('t', () => {
  it('puts text where the placeholders are, as it is', () => {
    expect(t('login.linkSent', { email: 'a{email}@b.test' })).toContain(
      'has the address a{email}@b.test, a message',
    );
  });

  it('takes a message in pieces around its placeholders', () => {
    const [before, name, after] = t.pieces('login.linkSent');
    expect(before).toMatch(/the address $/);
    expect(name).toBe('email');
    expect(after).toMatch(/^, a message/);
  });
});

describe('plural forms', () => {
  const language = (tag: 'en' | 'es' | 'ja', images: unknown) =>
    createT(tag, { ...en, common: { ...en.common, images } } as unknown as Catalogue);

  it('are chosen as the language counts', () => {
    const spanish = language('es', {
      one: 'una imagen',
      many: '{count} de imágenes',
      other: '{count} imágenes',
    });
    expect([1, 2, 1_000_000].map((count) => spanish('common.images', { count }))).toEqual([
      'una imagen',
      '2 imágenes',
      '1.000.000 de imágenes',
    ]);
  });

  it('are one text where the language has none', () => {
    expect(language('ja', '画像 {count} 枚')('common.images', { count: 1234 })).toBe('画像 1,234 枚');
  });
});

describe('numbers and dates', () => {
  it('are written as in the region of the reader', () => {
    const swiss = createT('de', en, 'de-CH');
    expect(swiss.number(12345.6)).toMatch(/^12['’]345\.6$/);
    expect(createT('de', en).number(0.081, { style: 'percent', maximumFractionDigits: 1 })).toMatch(
      /^8,1\s%$/,
    );
    expect(createT('ja', en).date('2026-11-26T12:00:00Z')).toBe('2026/11/26');
  });

  it('make a list of names', () => {
    expect(createT('es', en).list(['a', 'b', 'c'])).toBe('a, b y c');
  });
});

it('leaves no mistake unnoticed: `tsc` fails when one of these is none', () => {
  const mistakes: unknown[] = [
    // @ts-expect-error there is no such message
    t('login.nothing'),
    // @ts-expect-error this message has a placeholder
    t('login.linkSent'),
    // @ts-expect-error … of another name
    t('login.linkSent', { mail: 'a@b.test' }),
    // @ts-expect-error this message has none
    t('login.title', { email: 'a@b.test' }),
    // @ts-expect-error the number comes with the plural forms
    t('common.images'),
    // @ts-expect-error a translation lacks a message
    { title: 'Anmelden' } satisfies German<Pick<typeof en.login, 'title' | 'logIn'>>,
    // @ts-expect-error a translation has a message too many
    { title: 'Anmelden', more: 'Mehr' } satisfies German<Pick<typeof en.login, 'title'>>,
    // @ts-expect-error a plural form is missing
    { images: { other: '{count} Bilder' } } satisfies German<Pick<typeof en.common, 'images'>>,
  ];
  expect(mistakes).toHaveLength(8);
});
