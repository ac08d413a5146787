import i18next, { type BackendModule, type ReadCallback, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import shell from './en/shell.json';

export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What a language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ar: 'العربية',
};
const RIGHT_TO_LEFT: readonly string[] = ['ar', 'he', 'fa', 'ur'];

const files = import.meta.glob<{ default: ResourceKey }>(['./*/*.json', '!./en/shell.json']);

/** A file of words a screen and language, fetched when the screen opens. */
const onDemand: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language: string, namespace: string, done: ReadCallback) {
    const load = files[`./${language}/${namespace}.json`];
    if (!load) done(null, {});
    else
      load().then(
        (file) => done(null, file.default),
        (error: unknown) => done(error as Error, false),
      );
  },
};

export function isLanguage(value: string | undefined): value is Language {
  return LANGUAGES.includes(value as Language);
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
}

function first(): Language {
  const kept = localStorage.getItem('amends-language') ?? undefined;
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function startWords(): Promise<void> {
  await i18next
    .use(onDemand)
    .use(initReactI18next)
    .init({
      lng: first(),
      fallbackLng: 'en',
      supportedLngs: [...LANGUAGES],
      ns: ['shell'],
      defaultNS: 'shell',
      // what all screens say is written once
      fallbackNS: 'shell',
      partialBundledLanguages: true,
      resources: { en: { shell } },
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem('amends-language', language);
  await i18next.changeLanguage(language);
}
