/** The fields that records share, and how each is checked. */
import { z } from 'zod';
import { DateNotationError, fuzzyDate } from '../dates/fuzzy-date.ts';
import type { LocalText } from '../locale.ts';
import { hasControls } from '../names/fold.ts';

/** A slug: lower-case letters, digits and hyphens. Countries are their ISO 3166-1 alpha-2 code. */
export const id = z
  .string()
  .regex(
    /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/,
    'expected an id of lower-case letters, digits and hyphens',
  )
  .max(120);

export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'expected a country as its ISO 3166-1 code, such as KR');

/** Who may sit at a table: a country by its code, or a body by its id. */
export const side = z.union([countryCode, id]);

/** Text that someone wrote: one to 2,000 characters, no control characters. */
export const text = z
  .string()
  .min(1)
  .max(2000)
  .refine((t) => !hasControls(t), 'expected text without control characters');

export const localText = z.strictObject({
  en: text,
  ko: text.optional(),
  zh: text.optional(),
  ja: text.optional(),
  id: text.optional(),
});

/** An EDTF date. A bare year may have been read as a number. */
export const edtf = z.preprocess(
  (input) => (typeof input === 'number' ? String(input) : input),
  z.string().superRefine((value, context) => {
    try {
      fuzzyDate(value);
    } catch (error) {
      if (!(error instanceof DateNotationError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  }),
);

/** A language tag as short as it can be: `en`, `ko`, `zh`, `zh-Hant`, `id`. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'expected a language');

/**
 * How a value came from the words of its source: said outright; derived from other words of the
 * same source (Monday 28 February, so 2022); or inferred on a ground from outside, which is named.
 */
export const basis = z.enum(['stated', 'derived', 'inferred']);
export type Basis = z.infer<typeof basis>;

/** As in Wikibase: the preferred value is told first, the deprecated one is kept and never used. */
export const standing = z.enum(['preferred', 'normal', 'deprecated']);
export type Standing = z.infer<typeof standing>;

const provenance = {
  /** The words of the source, in its language. */
  stated: text.optional(),
  /** `stated` where left out. */
  basis: basis.optional(),
  /** What an inference rests on, or why a value is deprecated. */
  ground: z.union([localText, text.transform((en) => ({ en }))]).optional(),
  /** The place in the source: a paragraph, a caption. */
  at: text.optional(),
  standing: standing.optional(),
};

export interface Provenance {
  readonly stated?: string | undefined;
  readonly basis?: Basis | undefined;
  readonly ground?: LocalText | undefined;
  readonly at?: string | undefined;
  readonly standing?: Standing | undefined;
}

/** A value together with where it came from. */
export interface Fact<T> extends Provenance {
  readonly is: T;
}

/**
 * What a source says of one field. An editor may write the bare value, the value with its
 * provenance (`{is: 2024-07-26, stated: "Jumat (26/07)", basis: inferred}`), or a list of either
 * where the source contradicts itself; it is held as a list.
 */
export function facts<T extends z.ZodType>(value: T) {
  const full = z
    .strictObject({ is: value, ...provenance })
    .refine((fact) => fact.basis !== 'inferred' || fact.ground !== undefined, {
      path: ['ground'],
      message: 'expected the ground on which this was inferred',
    });
  const one = z.preprocess((input) => (isBare(input) ? { is: input } : input), full);
  return z.preprocess((input) => (Array.isArray(input) ? input : [input]), z.array(one).min(1));
}

const isBare = (input: unknown): boolean =>
  typeof input !== 'object' || input === null || !('is' in input);

export const provenanceFields = provenance;

/** One or a list; held as a list. */
export function oneOrMore<T extends z.ZodType>(value: T) {
  return z.preprocess((input) => (Array.isArray(input) ? input : [input]), z.array(value).min(1));
}
