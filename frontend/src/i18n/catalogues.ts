/** The catalogue of each language: English is always here, the others are fetched when somebody reads them. */
import type { Catalogue } from './catalogue';
import { en } from './en';
import type { Language } from './languages';

export const CATALOGUES: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  de: async () => (await import('./de')).de,
  'zh-Hans': async () => (await import('./zh-Hans')).zhHans,
  ja: async () => (await import('./ja')).ja,
  es: async () => (await import('./es')).es,
};
