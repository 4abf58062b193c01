/** The things that events refer to: sources, people, offices, bodies, places and vocabularies. */
import { z } from 'zod';
import {
  countryCode,
  edtf,
  id,
  languageTag,
  localText,
  oneOrMore,
  standing,
  text,
} from './fields.ts';

/**
 * `documents`: one of the first documents of the corpus; `record`: a further source that fixes what
 * they leave open; `desk`: the editors of this archive.
 */
export const corpusPart = z.enum(['documents', 'record', 'desk']);

export const source = z.strictObject({
  id,
  corpus: corpusPart,
  /** The title its publisher gave it; left out where it was not seen. */
  title: text.optional(),
  /** What it is, in this archive's words; stands in where there is no title. */
  about: localText.optional(),
  publisher: text,
  language: languageTag,
  /** When it was published. */
  date: edtf.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  file: text.optional(),
  /** What is known to be wrong with it, told whenever it is cited. */
  caution: localText.optional(),
  /** Parts of the source; a quarantined one is kept and never used as fact. */
  sections: z.array(z.strictObject({ id, about: text, quarantined: text.optional() })).optional(),
});
export type Source = z.infer<typeof source>;

/**
 * The table of ranks, highest first. The level of an encounter is the rank of its lower side.
 *
 * A speaker of parliament ranks below the leaders of state and government and above ministers; the
 * director of a ruling party's foreign affairs office ranks with ministers (`minister`); a special
 * envoy of a leader below ministers and above vice-ministers; ambassadors, directors general and
 * all others are `working`.
 */
export const RANKS = [
  'leader',
  'speaker',
  'minister',
  'envoy',
  'vice-minister',
  'working',
] as const;
export const rank = z.enum(RANKS);
export type Rank = z.infer<typeof rank>;

export const office = z.strictObject({
  id,
  title: localText,
  /** What it is called besides, in any language: `Foreign Minister`. Several offices may share one. */
  variants: z.array(text).optional(),
  country: countryCode.optional(),
  body: id.optional(),
  rank,
});
export type Office = z.infer<typeof office>;

/**
 * An office as one person held it. A person may hold the same office twice, and several at once.
 * `from` and `to` are its first and last day as far as known; `to: ..` is still held. An office of
 * which only attestations are known has `seen` instead: between its ends the person held it, and
 * of the days outside nothing is said.
 */
export const tenure = z
  .strictObject({
    office: id,
    from: edtf.optional(),
    to: z.union([z.literal('..'), edtf]).optional(),
    seen: edtf.optional(),
    sources: oneOrMore(id),
    standing: standing.optional(),
    note: text.optional(),
  })
  .refine((t) => (t.seen === undefined) !== (t.from === undefined), {
    message: 'expected either `from` (with `to`) or `seen`',
  });
export type Tenure = z.infer<typeof tenure>;

export const person = z.strictObject({
  id,
  name: localText,
  /** Other spellings, romanisations, scripts and readings under which the person is written. */
  variants: z.array(text).optional(),
  country: countryCode,
  tenures: z.array(tenure).optional(),
});
export type Person = z.infer<typeof person>;

/** A country's further names; its name in each language comes from the platform (CLDR). */
export const country = z.strictObject({ id: countryCode, variants: z.array(text) });

export const body = z.strictObject({
  id,
  kind: z.enum(['organisation', 'ministry', 'parliament', 'party', 'office', 'committee']),
  name: localText,
  variants: z.array(text).optional(),
  country: countryCode.optional(),
});

export const place = z.strictObject({
  id,
  name: localText,
  variants: z.array(text).optional(),
  country: countryCode,
  /** IANA zone; the day of an event there is that of this zone. */
  zone: text,
});

export const topic = z.strictObject({
  id,
  name: localText,
  variants: z.array(text).optional(),
});

/** A set phrase of diplomacy, with the words that render it in each language. */
export const formula = z.strictObject({
  id,
  name: localText,
  renderings: z.strictObject({
    en: z.array(text).min(1),
    ko: z.array(text).optional(),
    zh: z.array(text).optional(),
    ja: z.array(text).optional(),
    id: z.array(text).optional(),
  }),
});

export const series = z.strictObject({
  id,
  name: localText,
  variants: z.array(text).optional(),
});
