/**
 * The words of claims in the five languages. They stand in `lexicon/<locale>.yaml`, so that an editor
 * can add to them without touching code, and are looked for in every language at once.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { LOCALES } from '../../domain/locale.ts';

const list = z.array(z.string().min(1));
const byKey = z.record(z.string(), list);

/** What a word of a claim may stand for by itself. */
export const SIGNS = [
  'first',
  'this-year',
  'last-year',
  'meeting',
  'summit',
  'dialogue',
  'visit',
  'call',
  'contact',
  'leader',
  'speaker',
  'minister',
  'foreign-minister',
  'vice-minister',
  'working',
  'high-level',
  'in-person',
  'virtual',
] as const;
export type Sign = (typeof SIGNS)[number];

const schema = z.strictObject({
  ...(Object.fromEntries(SIGNS.map((sign) => [sign, list])) as Record<Sign, typeof list>),
  about: list,
  nearly: list,
  over: list,
  units: z.strictObject({ year: list, month: list, week: list, day: list }),
  /** `6 months`: the words for it. */
  spans: byKey,
  numbers: byKey,
  ordinals: list,
  'ordinal-words': byKey,
  'since-before': list,
  'since-after': list,
  'place-before': list,
  'place-after': list,
  /** What turns a claim round, or asks for more than that something took place. */
  beyond: list,
  'foreign-affairs': list,
  demonyms: byKey,
  pairs: byKey,
  'visits-to': byKey,
});
type Lexicon = z.infer<typeof schema>;

let lexicons: readonly Lexicon[] | undefined;

/** Those of all languages; throws where a file is not as it must be. */
export function allLexicons(): readonly Lexicon[] {
  lexicons ??= LOCALES.map((locale) => {
    const file = new URL(`./lexicon/${locale}.yaml`, import.meta.url);
    return schema.parse(parse(readFileSync(file, 'utf8')));
  });
  return lexicons;
}

/** The words of one kind in all languages, longest first. */
export const wordsFor = (of: (lexicon: Lexicon) => readonly string[]): string[] =>
  allLexicons().flatMap(of).map(normal).sort(longestFirst);

/** As {@link wordsFor}, of what is listed under keys. */
export const keyedWords = (
  of: (lexicon: Lexicon) => Readonly<Record<string, readonly string[]>>,
): [word: string, key: string][] =>
  allLexicons()
    .flatMap((lexicon) =>
      Object.entries(of(lexicon)).flatMap(([key, words]) =>
        words.map((word): [string, string] => [normal(word), key]),
      ),
    )
    .sort(([a], [b]) => longestFirst(a, b));

const longestFirst = (a: string, b: string): number => b.length - a.length;

/** One form of every letter; what is compared on both sides. */
export const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[‐‑‒–—]/g, '-')
    .replace(/\s+/g, ' ');
