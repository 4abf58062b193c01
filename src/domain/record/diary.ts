/** What the archive keeps beside events: milestones, claims about the record, and its coverage. */
import { z } from 'zod';
import { eventFormat, eventKind, ordinal } from './event.ts';
import { edtf, id, languageTag, localText, side, text } from './fields.ts';
import { rank } from './reference.ts';

/**
 * Which anniversaries of an event are kept: `every` year, `round` ones (every fifth), or those
 * listed; `none` for an event that is only announced.
 */
export const counting = z.union([
  z.enum(['every', 'round', 'none']),
  z.array(z.number().int().positive()).min(1),
]);
export type Counting = z.infer<typeof counting>;

/** An event that someone decided to keep in the diary. */
export const milestone = z.strictObject({
  id,
  event: id,
  counting,
  /** Days before the day on which it is announced; the subscription's own where left out. */
  leads: z.array(z.number().int().min(0).max(400)).optional(),
  /** What it is about, beside the topics that were spoken of at the event. */
  topics: z.array(id).optional(),
});
export type Milestone = z.infer<typeof milestone>;

/** A kind of contact between two sides, as claims and coverage speak of it. */
export const contact = z.strictObject({
  between: z.tuple([z.union([side, id]), z.union([side, id])]),
  /** The levels meant; every level where left out. */
  levels: z.array(rank).optional(),
  kinds: z.array(eventKind).optional(),
  formats: z.array(eventFormat).optional(),
  series: id.optional(),
  /** Where it took place, as a country. */
  in: side.optional(),
});
export type Contact = z.infer<typeof contact>;

/** A length of time as a text tells it; `about`, `nearly` and `over` widen or narrow what fits. */
export const claimedSpan = z.strictObject({
  years: z.number().int().min(0).max(500).optional(),
  months: z.number().int().min(0).max(1200).optional(),
  weeks: z.number().int().min(0).max(5200).optional(),
  days: z.number().int().min(0).max(40_000).optional(),
  about: z.boolean().optional(),
  nearly: z.boolean().optional(),
  over: z.boolean().optional(),
});
export type ClaimedSpan = z.infer<typeof claimedSpan>;

/** What is asserted of an event. */
export const assertion = z.discriminatedUnion('kind', [
  /** No such contact lay between the event and `since` (a date, another event, or a span back). */
  z.strictObject({
    kind: z.literal('first-since'),
    contact,
    since: z.union([
      z.strictObject({ date: edtf }),
      z.strictObject({ event: id }),
      z.strictObject({ span: claimedSpan }),
    ]),
  }),
  /** So much time lay between the event before, or a date, and this one. */
  z.strictObject({
    kind: z.literal('interval'),
    after: z.union([id, z.strictObject({ date: edtf })]),
    span: claimedSpan,
  }),
  /** It was the nth of its series. */
  z.strictObject({
    kind: z.literal('ordinal'),
    series: id,
    ordinal,
  }),
  /** It was the nth such contact within a date. */
  z.strictObject({
    kind: z.literal('count'),
    contact,
    count: z.number().int().positive().max(10_000),
    within: edtf,
  }),
]);
export type Assertion = z.infer<typeof assertion>;

/** What a source asserts about the record, so that it can be checked against it. */
export const claim = z.strictObject({
  id,
  sources: z.array(id).min(1),
  at: text.optional(),
  /** The event of which it is claimed. */
  event: id,
  gist: localText,
  stated: text,
  lang: languageTag,
  asserts: assertion,
});
export type Claim = z.infer<typeof claim>;

/** For what the archive declares itself complete, and on what ground. */
export const coverage = z.strictObject({
  id,
  sources: z.array(id).min(1).optional(),
  contact,
  from: edtf,
  to: edtf,
  ground: localText,
});
export type Coverage = z.infer<typeof coverage>;
