/** Message, values, language -> the words to show. Pure; `currentT` and `useT` know which language that is. */
import type { Catalogue, Message, MessageKey, PlaceholderOf, PluralForms } from './catalogue';
import type { Language } from './languages';
import { relativeTime } from './relativeTime';

/** A number is written as the language writes it (12,345 or 12.345); text goes in as it is. */
type Values<K extends MessageKey> = {
  readonly [N in PlaceholderOf<K>]: N extends 'count' ? number : string | number;
};

/** `t('area.name')`, and with its values where the message has placeholders. */
export interface T {
  <K extends MessageKey>(key: K, ...values: [PlaceholderOf<K>] extends [never] ? [] : [Values<K>]): string;
  readonly language: Language;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** An ISO time as a date. */
  date(iso: string): string;
  dateTime(iso: string): string;
  /** A day of the calendar ("2026-03-01"), the same wherever one is; "Mar 1". */
  day(iso: string): string;
  /** Day and time of this year's things, where there is little room. */
  dayTime(iso: string): string;
  /** "5 minutes ago", and the date after a week. */
  ago(iso: string, nowMs: number): string;
  /** "a, b, and c" */
  list(items: readonly string[]): string;
  /** The message in pieces, for placeholders that are more than text: text, then a placeholder's name, then text … */
  pieces(key: MessageKey): string[];
}

/** `locale`: tag of the language, perhaps with a region, for dates and numbers. */
export function createT(language: Language, messages: Catalogue, locale: string = language): T {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const dayTimes = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  const days = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const agos = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const lists = new Intl.ListFormat(locale);

  // To make a format takes far longer than to use it.
  const formats = new Map<string, Intl.NumberFormat>();
  const formatFor = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
    formats.set(key, format);
    return format;
  };

  const textOf = (key: MessageKey, count = 0): string => {
    const message = find(messages, key);
    return typeof message === 'string' ? message : formFor(message, plurals.select(count));
  };
  const translate = (key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string =>
    textOf(key, Number(values.count)).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name] ?? placeholder;
      return typeof value === 'number' ? numbers.format(value) : value;
    });

  return Object.assign(translate as T, {
    language,
    number: (value: number, options?: Intl.NumberFormatOptions) =>
      (options === undefined ? numbers : formatFor(options)).format(value),
    date: (iso: string) => dates.format(new Date(iso)),
    dateTime: (iso: string) => times.format(new Date(iso)),
    dayTime: (iso: string) => dayTimes.format(new Date(iso)),
    day: (iso: string) => days.format(new Date(iso)),
    ago: (iso: string, nowMs: number) => {
      const past = relativeTime(Date.parse(iso), nowMs);
      return past === null ? dates.format(new Date(iso)) : agos.format(past.value, past.unit);
    },
    list: (items: readonly string[]) => lists.format(items),
    pieces: (key: MessageKey) => textOf(key).split(/\{(\w+)\}/),
  });
}

function find(messages: Catalogue, key: MessageKey): Message {
  const dot = key.indexOf('.');
  const area: Readonly<Record<string, Message>> = messages[key.slice(0, dot) as keyof Catalogue];
  return area[key.slice(dot + 1)] ?? key;
}

function formFor(forms: PluralForms, form: Intl.LDMLPluralRule): string {
  return forms[form] ?? forms.other;
}
