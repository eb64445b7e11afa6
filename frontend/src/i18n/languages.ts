/** The languages that the pages speak, and which of them suits a person. Pure. */

/** Each under its own name, in the order of the language switch; the keys are language tags (BCP 47). */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  'zh-Hans': '简体中文',
  ja: '日本語',
  es: 'Español',
} as const;

export type Language = keyof typeof LANGUAGES;

export const DEFAULT_LANGUAGE = 'en' satisfies Language;

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/** Which of our languages a tag like `de-CH` or `zh-CN` means; null for one that we don't speak, or for no tag at all. */
export function languageOf(tag: string): Language | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return [`${language}-${script}`, language].find(isLanguage) ?? null;
  } catch {
    return null;
  }
}

/** The first of the browser's languages (`navigator.languages`, most wanted first) that we speak. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (language !== null) return language;
  }
  return DEFAULT_LANGUAGE;
}

/** The tag to write dates and numbers with: the person's own region where the browser names one for this language. */
export function localeFor(language: Language, tags: readonly string[]): string {
  return tags.find((tag) => languageOf(tag) === language) ?? language;
}
