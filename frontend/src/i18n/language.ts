/** The language of this page: chosen here, remembered on this device, and told to everything that shows words. */
import { CATALOGUES } from './catalogues';
import { en } from './en';
import { DEFAULT_LANGUAGE, isLanguage, type Language, localeFor, preferredLanguage } from './languages';
import { createT, type T } from './translate';

const STORAGE_KEY = 'stipple-language';

let current: T = createT(DEFAULT_LANGUAGE, en);
let wanted: Language = DEFAULT_LANGUAGE;
const listeners = new Set<() => void>();

/** For what speaks at the moment of an event, outside a component. Components take `useT`, so that they follow a switch. */
export function currentT(): T {
  return current;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Before the first paint: the language that this device remembers, else the first of the browser's that we speak. */
export function startLanguage(): Promise<void> {
  return show(rememberedLanguage() ?? preferredLanguage(navigator.languages));
}

/** Rejects, and leaves everything as it was, when the catalogue cannot be fetched. */
export async function chooseLanguage(language: Language): Promise<void> {
  await show(language);
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // A browser that keeps nothing (private window, full disk) still shows the language until the page is closed.
  }
}

/** The language of a person's profile, where this device remembers none. */
export async function adoptLanguage(tag: string): Promise<void> {
  if (isLanguage(tag) && rememberedLanguage() === null) await show(tag);
}

export function rememberedLanguage(): Language | null {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return isLanguage(value) ? value : null;
  } catch {
    return null;
  }
}

async function show(language: Language): Promise<void> {
  wanted = language;
  const messages = await CATALOGUES[language]();
  // Of two quick choices the later one counts, whichever catalogue arrives first.
  if (wanted !== language) return;
  current = createT(language, messages, localeFor(language, navigator.languages));
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}
