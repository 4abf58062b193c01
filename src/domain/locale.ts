import { once } from './once.ts';

/** The five languages in which the bot answers. `zh` is Chinese in simplified characters. */
export const LOCALES = ['en', 'ko', 'zh', 'ja', 'id'] as const;

export type Locale = (typeof LOCALES)[number];

/** A text in some of the languages; English is always there and is what is fallen back on. */
export type LocalText = { readonly en: string } & {
  readonly [L in Exclude<Locale, 'en'>]?: string | undefined;
};

export const inLocale = (text: LocalText, locale: Locale): string => text[locale] ?? text.en;

/** The supported locale of a BCP 47 tag such as `ko-KR` or `zh_Hant_TW`, if there is one. */
export const supportedLocale = once((tag: string): Locale | undefined => {
  const language = tag.toLowerCase().split(/[-_.]/)[0];
  if (language === 'in') return 'id'; // the former code for Indonesian, still sent by some clients
  return LOCALES.find((locale) => locale === language);
});
