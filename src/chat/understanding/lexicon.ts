/**
 * The words of one language for what can be asked. They stand in `lexicon/<locale>.yaml`, so that an
 * editor can add to them without touching code.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { FORMAT_CHOICES } from '../../archive/encounters.ts';
import type { Locale } from '../../domain/locale.ts';
import { fold } from '../../domain/names/fold.ts';
import { RANKS } from '../../domain/record/reference.ts';
import { keyOf } from './folded.ts';
import { NOTIONS, ROLES, type Sense } from './senses.ts';

const phrases = z.array(z.string().min(1));
const byNumber = z.record(z.string(), z.number().int());

const schema = z.strictObject({
  notions: z.partialRecord(z.enum(NOTIONS), phrases),
  /** The title of an office before or after a name or a country: `foreign minister`. */
  titles: z.partialRecord(z.enum(RANKS), phrases),
  /** A kind of talks that tells the level by itself: `summit`. */
  levels: z.partialRecord(z.enum(RANKS), phrases),
  formats: z.partialRecord(z.enum(FORMAT_CHOICES), phrases),
  /** Adjectives, capitals and short forms, under the country codes they stand for: `KR CN`. */
  parties: z.record(z.string().regex(/^[A-Z]{2}( [A-Z]{2})*$/), phrases),
  /** Words before (`ahead`) or after (`behind`) the date or party that they belong to. */
  roles: z.partialRecord(
    z.enum(ROLES),
    z.strictObject({ ahead: phrases.optional(), behind: phrases.optional() }),
  ),
  /** Words that change nothing; with a hyphen before them they only end a word. */
  fillers: phrases,
  dates: z.strictObject({
    years: byNumber,
    months: byNumber,
    relativeMonths: byNumber,
    weeks: byNumber,
    days: byNumber,
    seasons: byNumber,
    numbers: byNumber,
    units: z.strictObject({ day: phrases, week: phrases, month: phrases, year: phrases }),
    /** How dates are written: {y} {Y} {M} {D} {S} {month} {week} {day} {n} {N} {unit}. */
    forms: z.strictObject({
      date: phrases,
      ahead: phrases,
      back: phrases,
      ago: phrases,
      ordinal: phrases,
    }),
  }),
});
export type DateWords = z.infer<typeof schema>['dates'];

export interface Lexicon {
  readonly locale: Locale;
  /** Folded phrases and what they may mean. */
  readonly words: ReadonlyMap<string, readonly Sense[]>;
  /** The same for what only ends a word: particles and endings. */
  readonly endings: ReadonlyMap<string, readonly Sense[]>;
  readonly longest: number;
  readonly dates: DateWords;
}

/** Phrases that differ in their spaces alone are one. */
const withSense = (senses: readonly Sense[], sense: Sense): Sense[] =>
  senses.some((held) => isDeepStrictEqual(held, sense)) ? [...senses] : [...senses, sense];

const lexicons = new Map<Locale, Lexicon>();

export function lexiconOf(locale: Locale): Lexicon {
  let lexicon = lexicons.get(locale);
  if (!lexicon) {
    const file = new URL(`./lexicon/${locale}.yaml`, import.meta.url);
    lexicon = readLexicon(locale, parse(readFileSync(file, 'utf8')));
    lexicons.set(locale, lexicon);
  }
  return lexicon;
}

function readLexicon(locale: Locale, content: unknown): Lexicon {
  const { notions, titles, levels, formats, parties, roles, fillers, dates } =
    schema.parse(content);
  const words = new Map<string, Sense[]>();
  const endings = new Map<string, Sense[]>();
  const add = (listed: readonly string[] | undefined, sense: Sense) => {
    for (const phrase of listed ?? []) {
      const map = phrase.startsWith('-') ? endings : words;
      const key = keyOf(fold(phrase));
      if (key === '') throw new Error(`lexicon ${locale}: nothing is left of "${phrase}"`);
      map.set(key, withSense(map.get(key) ?? [], sense));
    }
  };
  for (const notion of NOTIONS) add(notions[notion], { kind: 'notion', notion });
  for (const rank of RANKS) add(titles[rank], { kind: 'title', rank });
  for (const rank of RANKS) add(levels[rank], { kind: 'level', rank });
  for (const format of FORMAT_CHOICES) add(formats[format], { kind: 'format', format });
  for (const [codes, listed] of Object.entries(parties)) {
    const ids = codes.split(' ');
    const one: Sense = { kind: 'party', type: 'country', ids };
    add(listed, ids.length === 1 ? one : { kind: 'parties', ids });
  }
  for (const role of ROLES) {
    add(roles[role]?.ahead, { kind: 'role', role, side: 'ahead' });
    add(roles[role]?.behind, { kind: 'role', role, side: 'behind' });
  }
  add(fillers, { kind: 'filler' });
  const longest = Math.max(...[...words.keys(), ...endings.keys()].map((key) => key.length));
  return { locale, words, endings, longest, dates };
}
