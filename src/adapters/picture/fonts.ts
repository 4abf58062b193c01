/**
 * The letters of pictures: Noto Sans for Korean, Chinese and Japanese, which holds Latin too, from
 * packages. The fonts of the machine are left alone, so that a picture is the same everywhere and a
 * letter that is missing shows.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { GlobalFonts } from '@napi-rs/canvas';
import type { Locale } from '../../domain/locale.ts';

const SCRIPTS = ['kr', 'sc', 'jp'] as const;

const require = createRequire(import.meta.url);

/** Makes the fonts known to the painter; each lies in slices of some hundred characters. */
export function registerFonts(fonts: typeof GlobalFonts): void {
  for (const script of SCRIPTS) {
    const home = dirname(require.resolve(`@fontsource-variable/noto-sans-${script}/package.json`));
    const files = join(home, 'files');
    for (const file of readdirSync(files)) {
      if (file.endsWith('-wght-normal.woff2'))
        fonts.registerFromPath(join(files, file), family(script));
    }
  }
}

const family = (script: (typeof SCRIPTS)[number]): string => `Aide Noto ${script.toUpperCase()}`;

/** Of the characters that Chinese and Japanese share the reader's own form comes first. */
const ORDER: Record<Locale, readonly (typeof SCRIPTS)[number][]> = {
  en: ['kr', 'sc', 'jp'],
  id: ['kr', 'sc', 'jp'],
  ko: ['kr', 'sc', 'jp'],
  zh: ['sc', 'jp', 'kr'],
  ja: ['jp', 'sc', 'kr'],
};

/** The value of a canvas's `font`. */
export const fontOf = (locale: Locale, size: number, weight: number): string =>
  `${weight} ${size}px ${ORDER[locale].map((script) => `"${family(script)}"`).join(', ')}`;
